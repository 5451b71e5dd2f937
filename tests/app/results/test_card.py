"""What the project page shows of the partners' views."""

from datetime import date

from sqlalchemy.orm import Session

from app.models.user import Role
from app.results.queries import project_card
from tests import factories as make
from tests.app.results.published import GRID, a_project_with_partners, a_published_campaign
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


def test_nothing_published_counts_the_campaigns_that_wait(session: Session) -> None:
    project = make.a_project(session)
    assert project_card(session, project).waiting == 0
    make.a_campaign(session, project)
    card = project_card(session, project)
    assert (card.view, card.waiting, card.campaigns) == (None, 1, ())


def test_the_latest_published_campaign_speaks_and_the_others_stay_at_hand(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 1, 2, 3, moment="ex_ante", held_on=date(2024, 2, 1))
    latest, _ = a_published_campaign(session, project, partners, 2, 3, 4)
    make.a_campaign(session, project, held_on=date(2026, 1, 1))
    card = project_card(session, project)
    assert card.view is not None
    assert (card.view.campaign.id, card.view.shown.reading) == (latest.id, "observed")
    assert ([line.moment for line in card.campaigns], card.waiting) == (["in_itinere", "ex_ante"], 1)


def test_the_axes_come_in_the_order_of_the_grid_with_a_mark_per_partner(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 3, None)
    view = project_card(session, project).view
    assert view is not None
    assert [axis.code for axis in view.shown.axes] == [axis.code for axis in GRID.axes]
    assert [[mark.score for mark in axis.marks] for axis in view.shown.axes] == [[50.0, 75.0]] * 5
    assert (view.shown.answered, view.shown.invited) == (2, 3)
    assert view.shown.axes[2].words == "publié · confiance\u00a0C · signal · 66,7\u00a0% renseigné"


def test_a_provisional_axis_is_dashed_and_an_insufficient_one_says_why(session: Session) -> None:
    project, partners = a_project_with_partners(session, "association", "association")
    a_published_campaign(session, project, partners, 2, 3)
    view = project_card(session, project).view
    assert view is not None
    assert view.shown.axes[0].facts.is_provisional
    other, more = a_project_with_partners(session)
    a_published_campaign(session, other, more, 2, None, None)
    silent = project_card(session, other).view
    assert silent is not None
    wanted = "réponses insuffisantes\u00a0: 33,3\u00a0% renseigné, il faut au moins 40\u00a0%"
    assert (silent.shown.axes[0].words, silent.shown.axes[0].drawn(True)) == (wanted, [])


def test_the_points_of_dialogue_say_who_stands_at_each_end(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 0, 2, 4)
    view = project_card(session, project).view
    assert view is not None
    point = view.points[0]
    assert (point.lowest.profiles, point.lowest.shown) == ("Association", "pas du tout")
    assert (point.highest.profiles, point.highest.shown, point.gap_words) == (
        "Entreprise",
        "très fort",
        "4\u00a0niveaux",
    )
    criteria = sum(len(axis.criteria) + len(axis.questions) for axis in GRID.axes)
    assert len(view.points) == criteria


def test_the_evolution_speaks_of_paired_partners_and_names_who_joined(session: Session) -> None:
    project, partners = a_project_with_partners(session, "association", "collectivite", "entreprise")
    a_published_campaign(session, project, partners[:2], 2, 2, moment="ex_ante", held_on=date(2024, 2, 1))
    a_published_campaign(session, project, partners, 3, 2, 4)
    view = project_card(session, project).view
    assert view is not None
    assert view.change is not None
    results, relation = view.change.rows[:2]
    assert (results.since_initial, relation.axis_label) == (None, "Relation partenariale")
    assert relation.since_initial is not None
    assert relation.since_initial.shown == "+12,5\u00a0points"
    assert relation.since_initial.detail == "2\u00a0appariés\u00a0: 1 en hausse, 1\u00a0stable, 0 en baisse"
    assert [voice.profile for voice in view.change.joined] == ["entreprise"]


def test_the_number_of_queries_does_not_grow_with_campaigns_and_partners(session: Session) -> None:
    sent = []
    for partners, campaigns in ((2, 1), (6, 4)):
        project, invited = a_project_with_partners(session, *["association", "collectivite"] * (partners // 2))
        a_published_campaign(session, project, invited, *[2] * partners, moment="ex_ante", held_on=date(2024, 1, 1))
        for month in range(1, campaigns + 1):
            a_published_campaign(session, project, invited, *[3] * partners, held_on=date(2025, month, 1))
        project_card(session, project)
        session.expunge_all()
        with counted(session.connection()) as statements:
            project_card(session, project)
        sent.append(len(statements))
    assert sent[0] == sent[1]


def test_the_project_page_shows_the_same_scores(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 3, 4)
    client.sign_in(Role.LECTEUR)
    assert client.get(f"/projets/{project.code}").status_code == 200
    assert client.page is not None
    assert "Regards des partenaires" in text_of(client.page)
    assert "75,0sur 100" in text_of(client.page).replace(" ", "").replace("sur100", "sur 100")
