"""The sheet of a project on its page: the figures of its screens, what may leave and nothing else, on the day asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.models import InstallationFact, Project, Result, StatusMove
from tests import factories as make
from tests.app.exchanges.printing.situations import a_funded_project
from tests.app.restitution.situations import an_alliance, published, says
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.support.client import Client
from tests.support.html import text_of

TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def printed(client: Client) -> Callable[..., str]:
    """What the sheet of a project says, spaces made plain."""
    client.sign_in("lecteur")

    def read(project: Project, query: str = "") -> str:
        answer = client.get(f"/projets/{project.code}/fiche{query}")
        assert answer.status_code == 200
        assert client.page is not None
        return text_of(client.page).replace("\u00a0", " ").replace("\u202f", " ")

    return read


def test_it_says_the_money_the_course_and_what_is_missing(session: Session, printed: Callable[..., str]) -> None:
    text = printed(a_funded_project(session))
    for told in (
        "Pacte local de l’alimentation",
        "Flandre intérieure · Hauts-de-France · en cours",
        "24 500 € engagés, COPIL du 03/11/2025",
        "12 250 € versés, reste 12 250 €",
        "61 250 € cofinancés, levier 2,5",
        "Fondation Horizons par le Fonds 20 000 €",
        "Lancement fait",
        "en retard de 122 jours",
        "en retard de 30 jours",
        "318 400 80 %",
        "1 jalon en retard : « Point d’étape ».",
        "4 500 € engagés sans financeur désigné.",
        "Les partenaires n’ont pas encore été interrogés.",
    ):
        assert told in text


def test_its_figures_are_those_of_the_page_of_the_project(
    session: Session, client: Client, printed: Callable[..., str]
) -> None:
    project = a_funded_project(session)
    sheet = printed(project)
    client.get(f"/projets/{project.code}")
    assert client.page is not None
    screen = text_of(client.page).replace("\u00a0", " ").replace("\u202f", " ")
    for figure in ("24 500 €", "12 250 €", "61 250 €", "levier 2,5", "en retard de 122 jours", "80 %"):
        assert figure in screen
        assert figure in sheet


def test_the_page_of_the_project_leads_to_it(session: Session, client: Client) -> None:
    project = a_funded_project(session)
    client.sign_in("lecteur")
    assert f'href="/projets/{project.code}/fiche"' in client.get(f"/projets/{project.code}").text


def test_on_an_earlier_day_what_came_later_is_left_out(session: Session, printed: Callable[..., str]) -> None:
    project = a_funded_project(session)
    text = printed(project, "?au=28/02/2026")
    assert "0 € versés, reste 24 500 €" in text
    assert "100 400 25 %" in text
    assert "au 28/02/2026" in text
    assert "retard" not in text.split("Ce qui manque")[1]
    assert "0 € engagés" in printed(project, "?au=02/11/2025")
    assert "Lancement à venir" in printed(project, "?au=2025-12-01")


def test_the_status_is_that_of_the_day(session: Session, printed: Callable[..., str]) -> None:
    project = a_funded_project(session)
    for day, before, after in ((5, "valide", "conventionne"), (20, "conventionne", "en_cours")):
        moved = {"from_status": before, "to_status": after, "moved_at": datetime(2026, 2, day, 9, tzinfo=UTC)}
        make.keep(session, StatusMove(project_id=project.id, **moved))
    session.commit()
    assert "· validé" in printed(project, "?au=04/02/2026")
    assert "· conventionné" in printed(project, "?au=05/02/2026")
    assert "· en cours" in printed(project)


def test_a_result_published_later_does_not_speak_yet(session: Session, printed: Callable[..., str]) -> None:
    project, partners = a_project_with_partners(session)
    _, result = a_published_campaign(session, project, partners, 3, 3, 3)
    assert isinstance(result, Result)
    day = result.published_at.date()
    session.commit()
    assert "75,0" in printed(project, f"?au={day:%d/%m/%Y}")
    earlier = printed(project, f"?au={date(2025, 2, 9):%d/%m/%Y}")
    assert "Rien n’est encore publié" in earlier
    assert "75,0" not in earlier


def test_dates_are_written_as_asked(session: Session, printed: Callable[..., str]) -> None:
    project = a_funded_project(session)
    assert "COPIL du 2025-11-03" in printed(project, "?dates=iso")
    assert "COPIL du 3 November 2025" in printed(project, "?dates=en")
    assert "COPIL du 03/11/2025" in printed(project, "?dates=autre")


def test_a_date_that_is_none_is_said(session: Session, client: Client) -> None:
    project = a_funded_project(session)
    client.sign_in("lecteur")
    answer = client.get(f"/projets/{project.code}/fiche?au=31/02/2026")
    assert answer.status_code == 422
    assert "n’est pas une date" in answer.text


def test_a_code_that_names_nothing_is_said(client: Client) -> None:
    client.sign_in("lecteur")
    answer = client.get("/projets/ODD17-1999-001/fiche")
    assert answer.status_code == 404
    assert "Aucun projet ne porte le code" in answer.text


def test_no_contact_and_no_respondent_is_named(session: Session, printed: Callable[..., str]) -> None:
    campaign, (one, other, town) = an_alliance(session, "association", "association", "collectivite")
    one.quotes_allowed = True
    says(session, one, 4, {"A1.1": "Tout s’est fait."})
    says(session, other, 2, {"A1.1": "Gardé pour nous."})
    says(session, town, 3)
    published(session, campaign)
    text = printed(session.get_one(Project, campaign.project_id))
    assert "Tout s’est fait." in text
    assert "Un partenaire · Résultats" in text
    for kept in ("Gardé pour nous.", "Camille Dupont", "exemple.fr", "Associations :"):
        assert kept not in text
    assert "Organisation de association 1" in text.split("Ce qu’en disent")[0]
    assert "Organisation de" not in text.split("Ce qu’en disent")[1]


def test_a_profile_is_drawn_from_three_respondents(session: Session, client: Client) -> None:
    profiles = ["association"] * 3 + ["collectivite"] * 3
    campaign, respondents = an_alliance(session, *profiles)
    for place, respondent in enumerate(respondents):
        says(session, respondent, 4 if place < 3 else 2)
    published(session, campaign)
    client.sign_in("lecteur")
    project = session.get_one(Project, campaign.project_id)
    text = client.get(f"/projets/{project.code}/fiche").text.replace("\u00a0", " ")
    assert "Association : 100,0" in text
    assert "Collectivité : 50,0" in text


def test_the_range_of_two_respondents_stays_inside(session: Session, printed: Callable[..., str]) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 1, 3, None)
    session.commit()
    text = printed(project)
    assert "gardée dans l’alliance" in text
    assert "1 partenaire invité n’a pas répondu." in text


def test_a_score_of_one_profile_alone_stays_inside(session: Session, printed: Callable[..., str]) -> None:
    project, partners = a_project_with_partners(session, "association", "association", "collectivite")
    a_published_campaign(session, project, partners, 4, 4, None)
    session.commit()
    text = printed(project)
    assert "Score gardé dans l’alliance, il dirait les réponses d’un seul profil : Résultats" in text
    assert "100,0" not in text


def test_what_moved_is_told_on_paired_answers(session: Session, printed: Callable[..., str]) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 2, 2, moment="ex_ante", held_on=date(2024, 2, 1))
    a_published_campaign(session, project, partners, 3, 3, 3)
    session.commit()
    text = printed(project)
    assert "+25,0 par rapport à l’attendu" in text
    assert "l’ex ante du 01/02/2024" in text


def test_a_partner_alone_paired_is_not_told_by_what_moved(session: Session, printed: Callable[..., str]) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, None, None, moment="ex_ante", held_on=date(2024, 2, 1))
    a_published_campaign(session, project, partners, 3, 3, 3)
    session.commit()
    text = printed(project)
    assert "+25,0" not in text
    assert "trop peu de réponses sont appariées" in text


def test_fictitious_data_say_so_on_every_page(session: Session, printed: Callable[..., str]) -> None:
    project = a_funded_project(session)
    assert "fictives" not in printed(project)
    session.add(InstallationFact(name="demonstration", value="oui"))
    session.commit()
    assert printed(project).count("données fictives") == 2


def test_the_accessible_one_draws_nothing_and_says_all(session: Session, client: Client) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 3, 3, 3)
    session.commit()
    client.sign_in("lecteur")
    html = client.get(f"/projets/{project.code}/fiche?accessible=oui").text
    assert 'class="strip"' not in html
    assert 'class="map"' not in html
    assert "75,0" in html


def test_the_pdf_is_offered_only_where_it_can_be_made(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_funded_project(session)
    client.sign_in("lecteur")
    here = f"/projets/{project.code}/fiche"
    assert f'href="{here}.pdf?au=01/06/2026"' in client.get(f"{here}?au=01/06/2026").text
    monkeypatch.setattr("app.exchanges.printing.pdf.find_spec", lambda _name: None)
    assert ".pdf" not in client.get(here).text
    answer = client.get(f"{here}.pdf")
    assert answer.status_code == 422
    assert "Enregistrer en" in answer.text


def test_the_pdf_is_a_file_to_keep(session: Session, client: Client) -> None:
    project = a_funded_project(session)
    client.sign_in("lecteur")
    answer = client.get(f"/projets/{project.code}/fiche.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="fiche-{project.code}-2026-10-01.pdf"'
    assert answer.content.startswith(b"%PDF-1.7")
