"""A portfolio of few words, to be found one by one."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.models import Project, Role, project_territory
from tests import factories as make
from tests.support.client import Client
from tests.support.html import text_of

Search = Callable[..., list[str]]


@pytest.fixture
def search(client: Client) -> Search:
    """`search("mots", type="projets")`: the titles found, as a manager unless signed in before."""

    def found(q: str, **query: str) -> list[str]:
        if client.user is None:
            client.sign_in(Role.GESTIONNAIRE)
        assert client.get("/recherche", params={"q": q} | query).status_code == 200
        return titles(client)

    return found


def titles(client: Client) -> list[str]:
    assert client.page is not None
    hits = [line for line in client.page.iter("p") if line.get("class") == "hit"]
    return [text_of(next(iter(line.iter("a")))) for line in hits]


def addresses(client: Client) -> list[str]:
    assert client.page is not None
    hits = [line for line in client.page.iter("p") if line.get("class") == "hit"]
    return [next(iter(line.iter("a"))).get("href", "") for line in hits]


@pytest.fixture
def island(session: Session) -> Project:
    project = make.a_project(
        session,
        code="ODD17-2024-912",
        title="Énergie partagée",
        territory_label="L’Île-d’Yeu",
        region_code="52",
        need="Des navettes décarbonées pour les marins.",
    )
    session.execute(project_territory.insert().values(project_id=project.id, territory_id="commune-85113"))
    session.flush()
    return project
