"""Where one stands: sections by right, the page in hand, what a section holds."""

import pytest
from fastapi import FastAPI

from app.models import Role, User
from app.web.auth import rights_of_routes
from app.web.rights import ROLE_RIGHTS
from app.web.sections import SECTIONS, current_section, sections_of
from app.web.visitor import Visitor


def a_visitor(role: Role) -> Visitor:
    return Visitor(User(), 1, "Claire Martin", "claire@odd17.example", role, ROLE_RIGHTS[role], "", b"")


def labels(role: Role, path: str = "/") -> list[str]:
    return [section.link.label for section in sections_of(a_visitor(role), path)]


def test_each_page_is_a_route_that_asks_for_the_right_said(app: FastAPI) -> None:
    rights = rights_of_routes(app.routes)
    for _, pages in SECTIONS:
        for label, address, right in pages:
            assert rights.get(("GET", address)) is right, label


def test_a_person_sees_what_its_role_opens() -> None:
    fund = ["Mon travail", "Portefeuille", "Évaluations", "Pilotage", "Échanges"]
    assert labels(Role.GESTIONNAIRE) == fund
    assert labels(Role.FINANCEUR) == ["Espace financeur"]
    (exchanges,) = (s for s in sections_of(a_visitor(Role.LECTEUR), "/") if s.link.label == "Échanges")
    assert [page.label for page in exchanges.pages] == ["Exports"]
    assert exchanges.link.address == "/exports"


@pytest.mark.parametrize(
    ("path", "section", "page"),
    [
        ("/projets", "Portefeuille", "Projets"),
        ("/projets/ODD17-2024-001/jalons", "Portefeuille", "Projets"),
        ("/investissements/nouveau", "Portefeuille", "Projets"),
        ("/enregistrement/3/projet", "Portefeuille", "Projets"),
        ("/regions/53", "Pilotage", "Régions"),
        ("/exports/historique", "Échanges", "Exports"),
    ],
)
def test_the_reader_knows_where_it_stands(path: str, section: str, page: str) -> None:
    found = current_section(sections_of(a_visitor(Role.ADMIN), path))
    assert found is not None
    assert (found.link.label, [link.label for link in found.pages if link.current]) == (section, [page])


def test_elsewhere_nothing_is_said_current() -> None:
    assert current_section(sections_of(a_visitor(Role.ADMIN), "/mon-compte")) is None
    assert sections_of(None, "/projets") == ()


def test_every_role_has_at_least_one_section() -> None:
    assert all(labels(role) for role in ROLE_RIGHTS)
