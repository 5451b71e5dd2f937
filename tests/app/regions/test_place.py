"""The page of a region: money as in the list, the timeline, the partners and their bridges, what is missing."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Project, Role, Territory
from app.regions.course import Lane, course_of
from app.regions.lacks import departments_of
from app.regions.ties import ties_of
from tests import factories as make
from tests.app.regions.test_figures import publish
from tests.app.regions.test_map import opened
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted

TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def breton(session: Session) -> Project:
    """20 000 € of which 4 000 € paid; milestones done, late and coming; one published evaluation."""
    project = make.a_project(session, region_code="53", title="Le verger commun", status="en_cours")
    funder = make.an_organisation(session, name="Fondation Horizons", profile_code="fondation")
    investment = make.an_investment(session, project, "20000", copil_on=date(2025, 2, 3))
    make.an_allocation(session, investment, funder, "15000")
    make.a_paid_instalment(session, investment, "4000")
    make.a_cofinancing(session, project, funder, amount_eur=50000)
    make.a_milestone(session, project, title="Lancement", due_on=date(2025, 5, 1), done_on=date(2025, 6, 1))
    make.a_milestone(session, project, title="Point d’étape", due_on=date(2026, 6, 1))
    make.a_milestone(session, project, title="Bilan", due_on=date(2027, 6, 1))
    publish(session, project, {"innovation": 62.25})
    return project


def spaced(client: Client, address: str) -> str:
    return text_of(opened(client, address)).replace("\u00a0", " ").replace("\u202f", " ")


def test_its_money_is_that_of_the_list_of_its_projects(client: Client, session: Session, breton: Project) -> None:
    make.an_investment(session, make.a_project(session, region_code="94"), "777")
    client.sign_in(Role.LECTEUR)
    text = spaced(client, "/regions/53")
    for said in ("20 000 €", "4 000 €", "2,5", "Fondation Horizons 15 000 €", "Sans financeur désigné 5 000 €"):
        assert said in text
    listed = spaced(client, "/projets?region=53")
    for figure in ("20 000 €", "4 000 €", "Le verger commun"):
        assert figure in listed
    assert "777" not in text


def test_its_timeline_tells_what_is_done_late_and_coming(session: Session, breton: Project) -> None:
    gone = make.a_project(session, region_code="53", status="abandonne")
    make.a_milestone(session, gone, title="Jamais", due_on=date(2025, 3, 1))
    course = course_of(session, "53", TODAY)
    told = {own.lane: (own.quarter, own.count, own.named[0][2]) for own in course.moments}
    assert told == {
        Lane.COPIL: ("1er trimestre 2025", 1, ""),
        Lane.DONE: ("2e trimestre 2025", 1, "Lancement"),
        Lane.LATE: ("2e trimestre 2026", 1, "Point d’étape"),
        Lane.COMING: ("2e trimestre 2027", 1, "Bilan"),
        Lane.CAMPAIGN: ("1er trimestre 2025", 1, "in_itinere"),
        Lane.PUBLISHED: told[Lane.PUBLISHED],
    }
    places = [mark.x for mark in course.marks]
    assert all(0 < place < 100 for place in places)
    assert places[0] < course.today_at


def test_the_table_says_what_the_drawing_shows_and_it_leaves_as_a_file(client: Client, breton: Project) -> None:
    client.sign_in(Role.LECTEUR)
    text = spaced(client, "/regions/53")
    assert "1 investissement décidé, 1 jalon fait, 1 jalon en retard" in text
    assert "2e trimestre 2026 Jalons en retard 1 Point d’étape, Le verger commun" in text
    file = client.get("/regions/53/frise.svg")
    assert file.headers["Content-Type"] == "image/svg+xml"
    assert "Bretagne, le chemin des projets" in file.text


def test_partners_say_in_how_many_projects_and_where_else(session: Session, breton: Project) -> None:
    bridge, gone = make.an_organisation(session, name="Réseau du lin"), make.an_organisation(session, name="Partie")
    make.a_partner(session, breton, bridge)
    make.a_partner(session, make.a_project(session, region_code="53"), bridge)
    make.a_partner(session, make.a_project(session, region_code="28"), bridge)
    make.a_partner(session, breton, gone, left_on=date(2026, 1, 1))
    ties = ties_of(session, "53")
    assert [(line.name, line.projects, line.elsewhere) for line in ties.lines] == [("Réseau du lin", 2, ("Normandie",))]
    assert ties.met == [("Association", 1)]
    assert "Entreprise" in ties.unmet


def test_what_is_missing_leads_to_where_it_is_put_right(client: Client, session: Session, breton: Project) -> None:
    client.sign_in(Role.LECTEUR)
    page = opened(client, "/regions/53")
    (card,) = [own for own in page.iter("section") if own.get("id") == "manque"]
    text = text_of(card).replace("\u00a0", " ")
    for said in (
        "Jalons en retard (1)",
        "Charte non signée (1)",
        "Porteur non désigné (1)",
        "Aucun indicateur suivi (1)",
    ):
        assert said in text
    assert "Aucune évaluation publiée" not in text
    addresses = {link.get("href") for link in card.iter("a")}
    assert {f"/projets/{breton.code}/jalons", f"/projets/{breton.code}/partenaires"} <= addresses


def test_departments_no_project_speaks_of(session: Session) -> None:
    make.a_project(session, region_code="53", territories=places(session, "departement-29", "commune-35238"))
    assert departments_of(session, "53").blank == ("Côtes-d’Armor", "Morbihan")
    make.a_project(session, region_code="53", territories=places(session, "region-53"))
    assert departments_of(session, "53").blank == ()


def test_interregional_projects_are_told_apart(client: Client, session: Session, breton: Project) -> None:
    here = places(session, "departement-29")
    make.a_project(session, title="D’une rive à l’autre", status="en_cours", territories=here)
    client.sign_in(Role.LECTEUR)
    text = spaced(client, "/regions/53")
    assert "1 projet interrégional touche aussi ce territoire : D’une rive à l’autre." in text
    assert "dont 1 financé" in text


def test_as_many_queries_whatever_the_number_of_its_projects(client: Client, session: Session, breton: Project) -> None:
    client.sign_in(Role.LECTEUR)
    client.get("/regions/53")
    sent = []
    for more in (5, 1000):
        ids = many_projects(session, more, 30_000 + more)
        session.execute(Project.__table__.update().where(Project.id.in_(ids)).values(region_code="53"))
        with counted(session.connection()) as statements:
            opened(client, "/regions/53")
        sent.append(len(statements))
    assert sent[0] == sent[1]


def places(session: Session, *keys: str) -> list[Territory]:
    return list(session.scalars(select(Territory).where(Territory.id.in_(keys))))
