"""The page of the regions: every territory seen, none ranked."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy.orm import Session

from app.models.user import Role
from tests.app.regions.portfolio import MOMENT, case_projects, load_projects
from tests.app.regions.test_figures import publish
from tests.factories import a_project, an_investment
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


def test_the_eighteen_regions_and_interregional_are_there_even_blank(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    page = opened(client, "/regions")
    tiles = by_class(page, "tile")
    assert len(tiles) == 18
    assert {tile.get("class") for tile in tiles} == {"tile level-0"}
    assert all("aucun projet" in text_of(tile) for tile in tiles)
    assert "Aucun projet n’est encore financé." in text_of(page)


def test_a_tile_counts_the_funded_projects_and_says_what_may_be_read(client: Client, session: Session) -> None:
    load_projects(session, case_projects())
    client.sign_in(Role.LECTEUR)
    page = opened(client, f"/regions?moment={MOMENT}&axe=innovation")
    tiles = {tile.get("href", "").split("?")[0][9:]: tile for tile in by_class(page, "tile")}
    shown = {code: (text_of(tile), tile.get("class", "")[-1]) for code, tile in tiles.items()}
    assert shown["76"] == ("Occitanie 8 établi", "3")
    assert shown["53"] == ("Bretagne 5 fragile", "2")
    assert shown["11"] == ("Île-de-France 2 indicatif", "1")
    assert shown["84"] == ("Auvergne-Rhône-Alpes 1 pas évalué", "0")
    assert "7 territoires sur 18" in text_of(page)


def test_regions_go_by_name_within_a_level_whatever_their_scores(client: Client, session: Session) -> None:
    for region, score in (("94", 90.0), ("53", 10.0), ("11", 50.0), (None, 99.0), ("84", 30.0)):
        a_scored_project(session, region, score)
    for score in (1.0, 2.0, 3.0):
        a_scored_project(session, "93", score)
    client.sign_in(Role.LECTEUR)
    page = opened(client, "/regions?axe=innovation")
    rows = [text_of(next(row.iter("a"))) for row in by_class(page, "row") if list(row.iter("a"))]
    alphabetical = ["Auvergne-Rhône-Alpes", "Bretagne", "Corse", "Île-de-France", "Interrégional"]
    assert rows == ["Provence-Alpes-Côte d’Azur", *alphabetical]
    text = text_of(page).lower()
    assert [word for word in ("rang ", "meilleur", "1er", "podium", "top ") if word in text] == []
    assert [cell for cell in page.iter("th") if cell.get("aria-sort")] == []


def test_the_median_is_only_shown_when_it_may_be_read(client: Client, session: Session) -> None:
    a_scored_project(session, "53", 40.0)
    for score in (10.0, 20.0, 60.0):
        a_scored_project(session, "11", score)
    client.sign_in(Role.LECTEUR)
    page = opened(client, "/regions?axe=innovation")
    readings = [text_of(reading) for reading in by_class(page, "reading")]
    assert readings == ["20,0 fragile", "— indicatif"]


def test_too_few_projects_give_their_scores_and_no_figure_of_them_together(client: Client, session: Session) -> None:
    """The same rule everywhere: the table, its foot and the page of the region."""
    a_scored_project(session, "53", 40.0)
    a_scored_project(session, "53", 61.0)
    client.sign_in(Role.LECTEUR)
    page = opened(client, "/regions?axe=innovation")
    rows = {text_of(next(row.iter("th"))): [text_of(cell) for cell in row.iter("td")] for row in page.iter("tr")}
    assert rows["Bretagne"] == ["indicatif", "2", "2", "40,0 et 61,0"]
    assert rows["Ensemble des projets"] == ["", "2", "2", "40,0 et 61,0"]
    for address in ("/regions?axe=innovation", "/regions?axe=tous", "/regions/53"):
        assert "50,5" not in text_of(opened(client, address))


@pytest.mark.parametrize("query", ["?moment=ex_ante&axe=tous", "?moment=ex_post&axe=impact", "?moment=autre&axe=autre"])
def test_every_moment_and_axis_of_the_address_opens(client: Client, session: Session, query: str) -> None:
    a_scored_project(session, "53", 40.0)
    client.sign_in(Role.LECTEUR)
    assert "aucune n’est classée" in text_of(opened(client, f"/regions{query}"))


@pytest.mark.parametrize("address", ["/regions?axe=innovation", "/regions?axe=tous", "/regions/53"])
def test_as_many_queries_for_33_projects_as_for_1000(client: Client, session: Session, address: str) -> None:
    client.sign_in(Role.LECTEUR)
    client.get(address)
    sent = []
    for more in (33, 967):
        for _ in range(more):
            a_scored_project(session, "53", 50.0) if more == 33 else a_project(session, status="en_cours")
        with counted(session.connection()) as statements:
            opened(client, address)
        sent.append(len(statements))
    assert sent[0] == sent[1]


def a_scored_project(session: Session, region: str | None, score: float) -> None:
    project = a_project(session, region_code=region)
    an_investment(session, project)
    publish(session, project, {"innovation": score})


def opened(client: Client, address: str) -> Element:
    assert client.get(address).status_code == 200
    assert client.page is not None
    return client.page


def by_class(page: Element, name: str) -> list[Element]:
    return list(_by_class(page, name))


def _by_class(page: Element, name: str) -> Iterator[Element]:
    return (element for element in page.iter() if name in (element.get("class") or "").split())
