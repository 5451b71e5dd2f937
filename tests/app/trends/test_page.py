"""The page of trends: filters, figures that open their list, pictures as files, queries that do not grow."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.models import Project, Role
from tests import factories as make
from tests.app.regions.test_figures import publish
from tests.app.regions.test_map import opened
from tests.app.trends.test_trend import evaluated
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture
def followed(session: Session) -> Project:
    """20 000 € committed in 2024, 4 000 € paid in 2025, evaluated in 2024 and 2025."""
    project = make.a_project(session, region_code="53", title="Le verger commun", status="en_cours")
    investment = make.an_investment(session, project, "20000", copil_on=date(2024, 2, 3))
    make.a_paid_instalment(session, investment, "4000", due_on=date(2025, 3, 1), paid_on=date(2025, 3, 4))
    evaluated(session, project, 2024, 40.0)
    evaluated(session, project, 2025, 62.0)
    return project


def spaced(client: Client, address: str) -> str:
    return text_of(opened(client, address)).replace("\u00a0", " ").replace("\u202f", " ")


def test_it_shows_the_same_projects_and_what_is_left_out(client: Client, session: Session, followed: Project) -> None:
    publish(session, make.a_project(session, title="Vu une fois"), {"innovation": 50.0})
    client.sign_in(Role.LECTEUR)
    text = spaced(client, "/evolution?axe=innovation")
    for said in ("1 projet évalué en 2024 puis en 2025", "1 autre ne l’a été qu’une fois", "Vu une fois", "+22,0"):
        assert said in text
    assert "Vu une fois" not in spaced(client, "/evolution?axe=innovation&region=53")


def test_money_of_a_year_opens_what_makes_it(client: Client, session: Session, followed: Project) -> None:
    make.an_investment(session, make.a_project(session, region_code="94"), "555", copil_on=date(2024, 5, 1))
    client.sign_in(Role.LECTEUR)
    assert "2024 20 000 € 0 €" in spaced(client, "/evolution?region=53")
    year = spaced(client, "/evolution/annees/2024?region=53")
    assert "Engagé 20 000 €" in year
    assert "555" not in year
    assert "555 €" in spaced(client, "/evolution/annees/2024")
    assert "Rien n’est daté" in spaced(client, "/evolution/annees/1999")


@pytest.mark.parametrize("name", ["repartition", "trajets", "argent", "evaluations"])
def test_each_picture_leaves_as_a_file_that_says_its_choice(client: Client, followed: Project, name: str) -> None:
    client.sign_in(Role.LECTEUR)
    answer = client.get(f"/evolution/images/{name}.svg?axe=innovation&region=53")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "Bretagne" in answer.text
    assert client.get("/evolution/images/autre.svg").status_code == 404


def test_an_empty_portfolio_and_an_unknown_choice_say_so(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    assert "Aucun score de cet axe n’est publié" in spaced(client, "/evolution?vue=autre&axe=autre&region=99")
    for view in ("attendu", "moments"):
        assert client.get(f"/evolution?vue={view}").status_code == 200
    assert client.get("/evolution/images/trajets.svg?region=99").status_code == 200


def test_as_many_queries_whatever_the_number_of_projects(client: Client, session: Session, followed: Project) -> None:
    client.sign_in(Role.LECTEUR)
    client.get("/evolution")
    sent = []
    for more in (5, 1000):
        ids = many_projects(session, more, 40_000 + more)
        for identifier in ids[:20]:
            publish(session, session.get_one(Project, identifier), {"innovation": 50.0}, date(2025, 1, 1))
        with counted(session.connection()) as statements:
            opened(client, "/evolution")
        sent.append(len(statements))
    assert sent[0] == sent[1]
