"""« Avant et après »: three readings side by side, never joined, and what moved on paired answers only."""

from datetime import date
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy.orm import Session

from app.models import Partner, Project
from app.models.user import Role
from tests.app.grids.drafts import a_version
from tests.app.restitution.situations import typeset
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.evaluation.versions import question
from tests.factories import a_measurement, a_partner, an_indicator, an_organisation
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted

SPRING = date(2024, 3, 1)
TODAY = date(2026, 11, 22)


@pytest.fixture
def project(session: Session) -> tuple[Project, list[Partner]]:
    """Three partners: before, all at 2 (initial and expected); then 3, 1, and the third answered nothing."""
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 2, 2, moment="ex_ante", held_on=SPRING)
    a_published_campaign(session, project, partners, 3, 1, None)
    session.commit()
    return project, partners


def test_each_reading_has_its_own_line_and_nothing_joins_them(
    client: Client, project: tuple[Project, list[Partner]]
) -> None:
    read(client, project[0])
    assert client.page is not None
    (section,) = [one for one in client.page.iter("section") if one.get("aria-labelledby") == "axe-relation"]
    strips = [one for one in section.iter() if (one.get("class") or "").startswith("strip axis-")]
    assert [len(marks_of(strip)) for strip in strips] == [1, 1, 1]
    shapes = [marks_of(strip)[0].get("class") for strip in strips]
    assert shapes == ["mark", "mark dashed", "mark full"]
    assert [text_of(strip)[:40] for strip in strips][2].startswith("Relation partenariale, observé")


def test_what_moved_is_said_on_paired_answers_with_up_stable_and_down(
    client: Client, project: tuple[Project, list[Partner]]
) -> None:
    text = read(client, project[0])
    said = "0,0 points depuis la situation initiale, pour 2 partenaires appariés : 1 en hausse, 0 stable, 1 en baisse."
    assert said in text
    assert "par rapport à l’attendu, pour 2 partenaires appariés" in text
    assert "La situation initiale n’est pas demandée sur Résultats, Impact innovation" in text


def test_the_table_says_what_the_drawing_shows(client: Client, project: tuple[Project, list[Partner]]) -> None:
    read(client, project[0])
    line = cells(client, "Relation partenariale")
    assert line["Initial"] == "50,0"
    assert line["Attendu"] == "50,0"
    assert line["Observé"] == "50,0"
    assert line["Maturité"] == "constat"
    assert line["Depuis l’initial"] == "0,01 en hausse, 0 stable, 1 en baisse"
    assert cells(client, "Résultats")["Initial"] == "non demandé"
    assert cells(client, "Impact innovation")["Maturité"] == "signal"


def test_who_joined_and_left_is_named_to_those_who_evaluate(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 2, 2, moment="ex_ante", held_on=SPRING)
    newcomer = a_partner(session, project, an_organisation(session, name="Le Lycée", profile_code="academique"))
    a_published_campaign(session, project, [*partners[1:], newcomer], 3, 3, 3)
    session.commit()
    client.sign_in(Role.EVALUATEUR)
    text = visit(client, project)
    assert "Arrivés depuis : Monde académique, Le Lycée." in text
    assert "Partis depuis : Association, " in text
    client.sign_in(Role.LECTEUR)
    text = visit(client, project)
    assert "Arrivés depuis : Monde académique." in text
    assert "Le Lycée" not in text


def test_one_partner_paired_is_not_enough(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 2, 2, moment="ex_ante", held_on=SPRING)
    a_published_campaign(session, project, partners, 4, None, None)
    text = read(client, project)
    assert "Pas d’écart calculé depuis la situation initiale : 1 partenaire apparié, il en faut 2." in text


def test_before_alone_after_alone_and_nothing_each_say_so(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    assert "Rien n’est encore publié : l’avant et l’après se liront ici." in read(client, project)
    a_published_campaign(session, project, partners, 2, 2, 2, moment="ex_ante", held_on=SPRING)
    assert "L’avant seul est publié." in read(client, project)
    other, others = a_project_with_partners(session)
    a_published_campaign(session, other, others, 2, 2, 2)
    assert "Aucune campagne ex ante publiée." in read(client, other)


def test_between_two_versions_of_the_grid_only_equivalent_questions_are_paired(
    client: Client, session: Session
) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 1, 1, 1, moment="ex_ante", held_on=SPRING)
    a_version(session, "1.1", question("B1.1", text="Nous savons ce que chacun vise."), published_on=TODAY)
    a_published_campaign(session, project, partners, 3, 3, 3)
    text = read(client, project)
    assert "+50,0 points depuis la situation initiale, pour 3 partenaires appariés" in text
    assert "Relation partenariale : 6 questions comparables d’une version à l’autre, sans B1.1." in text
    assert "ces scores ne se comparent pas : question nouvelle ou de sens différent (B1.1)" in text


def test_an_ex_ante_campaign_held_later_is_no_before(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 2, 2, held_on=SPRING)
    a_published_campaign(session, project, partners, 3, 3, 3, moment="ex_ante", held_on=date(2024, 9, 1))
    assert "Aucune campagne ex ante publiée." in read(client, project)


def test_one_chooses_among_what_was_observed(client: Client, project: tuple[Project, list[Partner]]) -> None:
    session = client.database
    campaign, _ = a_published_campaign(
        session, project[0], project[1], 4, 4, 4, moment="ex_post", held_on=date(2025, 6, 1)
    )
    assert "+50,0 points depuis la situation initiale" in read(client, project[0])
    answer = client.get(f"/projets/{project[0].code}/evolution?campagne={campaign.id + 999}")
    assert answer.status_code == 404


def test_indicators_stand_beside_with_how_far_they_came(client: Client, session: Session) -> None:
    project, _ = a_project_with_partners(session)
    half = an_indicator(session, project, label="Foyers touchés", target=400)
    a_measurement(session, half, 200)
    passed = an_indicator(session, project, label="Fermes engagées", target=10)
    a_measurement(session, passed, 12)
    an_indicator(session, project, label="Sans cible", target=None)
    text = read(client, project)
    assert "En moyenne, 75,0 sur 100 du chemin est parcouru : 2 sur 2 indicateurs utilisables sont mesurés." in text
    assert cells(client, "Fermes engagées")["Chemin parcouru"] == "120 %"
    assert cells(client, "Sans cible")["Chemin parcouru"] == "sans cible"


def test_as_many_queries_for_three_partners_as_for_twelve(client: Client, session: Session) -> None:
    client.sign_in(Role.EVALUATEUR)
    sent = []
    for count in (3, 12):
        project, partners = a_project_with_partners(
            session, *["association", "collectivite", "entreprise"] * (count // 3)
        )
        levels = [rank % 5 for rank in range(count)]
        a_published_campaign(session, project, partners, *levels, moment="ex_ante", held_on=SPRING)
        a_published_campaign(session, project, partners, *levels)
        session.commit()
        visit(client, project)
        with counted(session.connection()) as statements:
            visit(client, project)
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 15


def read(client: Client, project: Project) -> str:
    client.sign_in(Role.LECTEUR)
    return visit(client, project)


def visit(client: Client, project: Project) -> str:
    answer = client.get(f"/projets/{project.code}/evolution")
    assert answer.status_code == 200
    assert client.page is not None
    return typeset(text_of(client.page))


def marks_of(strip: Element) -> list[Element]:
    return [one for one in strip.iter() if (one.get("class") or "").startswith("mark")]


def cells(client: Client, about: str) -> dict[str, str]:
    """The cells of the row of an axis or an indicator, by the label they bear on a phone."""
    assert client.page is not None
    for line in client.page.iter("tr"):
        head = line.find("th")
        if head is not None and text_of(head).startswith(about) and line.find("td") is not None:
            return {cell.get("data-label", ""): typeset(text_of(cell)) for cell in line.iter("td")}
    raise AssertionError(about)
