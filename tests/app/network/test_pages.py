"""The network as people read it: every figure opens its list, nothing is ranked, the count of queries does not grow."""

import csv
import re
from datetime import date
from io import StringIO
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Organisation, Project
from app.network import pages
from app.network.routes import router
from tests import factories as make
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed

DECIDED, BEFORE, AFTER = date(2024, 1, 10), date(2023, 11, 1), date(2024, 3, 1)


def words(page: Element | None) -> str:
    assert page is not None
    return " ".join(" ".join(page.itertext()).split()).replace("\u202f", " ").replace("\u00a0", " ")


def figures(page: Element | None) -> dict[str, tuple[int, str]]:
    """By label: the figure, and the address it opens."""
    assert page is not None
    found = next(one for one in page.iter("dl") if one.get("class") == "figures")
    read = {}
    for fact in found:
        link = next(fact.iter("a"), None)
        read[words(fact.find("dt"))] = (
            int(words(fact.find("dd"))),
            "" if link is None else str(link.get("href")),
        )
    return read


@pytest.fixture
def alliance(session: Session) -> dict[str, Organisation]:
    """Three projects of three regions; the workshop is met in two of them; one project has a single partner."""
    names = {"atelier": "entreprise", "collectif": "association", "université": "academique", "seule": "citoyens"}
    found = {name: make.an_organisation(session, name=name.title(), profile_code=p) for name, p in names.items()}
    north, west, south = (make.a_project(session, region_code=code) for code in ("32", "53", "76"))
    for project in (north, west):
        make.an_investment(session, project, copil_on=DECIDED)
    for project, name, joined in (
        (north, "atelier", AFTER), (north, "collectif", AFTER), (west, "atelier", BEFORE),
        (west, "université", BEFORE), (south, "seule", None),
    ):  # fmt: skip
        make.a_partner(session, project, found[name], joined_on=joined)
    return found


def test_every_figure_opens_the_list_that_has_this_count(client: Client, alliance: dict[str, Organisation]) -> None:
    client.sign_in("lecteur")
    client.get("/reseau")
    read = figures(client.page)
    assert {label: count for label, (count, _) in read.items()} == {
        "organisations partenaires": 4,
        "rencontrées dans plusieurs projets": 1,
        "liens entre deux organisations": 2,
        "ensemble pour la première fois": 1,
        "régions sans organisation commune": 1,
        "organisation sans lien": 1,
    }
    for count, address in read.values():
        if address.startswith("/"):
            client.get(address)
            assert f" {count} {'lien' if 'liens' in address else 'organisation'}" in words(client.page), address


def test_the_isolated_region_and_the_bridges_are_told_in_words(
    client: Client, alliance: dict[str, Organisation]
) -> None:
    client.sign_in("lecteur")
    client.get("/reseau")
    told = words(client.page)
    assert "3 régions ont des projets ; 2 partagent une organisation avec une autre, 1 pas encore." in told
    assert "Hauts-de-France Bretagne : 1" in told
    assert "Association et Entreprise 1 1 chaque fois d’autres organisations" in told
    assert "1 ensemble pour la première fois dans nos dossiers, 1 déjà ensemble avant la décision du fonds." in told
    assert "ne sont pas dits causés par le fonds" in told


def test_the_projects_chosen_narrow_the_ties_but_not_what_came_first(
    client: Client, session: Session, alliance: dict[str, Organisation]
) -> None:
    earlier = make.a_project(session, region_code="32", title="Avant le fonds")
    make.an_investment(session, earlier, copil_on=DECIDED)
    for name in ("atelier", "collectif"):
        make.a_partner(session, earlier, alliance[name], joined_on=BEFORE)
    client.sign_in("lecteur")
    client.get("/reseau/liens?region=32")
    assert "1 lien, dans 2 projets" in words(client.page)
    assert "01/11/2023 déjà ensemble avant la décision du fonds" in words(client.page)
    client.get("/reseau/liens?region=53")
    assert "Collectif" not in words(client.page)


def test_an_organisation_shows_those_around_it_and_its_sheet_leads_there(
    client: Client, alliance: dict[str, Organisation]
) -> None:
    client.sign_in("lecteur")
    number = alliance["atelier"].id
    client.get(f"/partenaires/{number}")
    assert client.page is not None
    assert f"/reseau/organisations/{number}" in {link.get("href") for link in client.page.iter("a")}
    client.get(f"/reseau/organisations/{number}")
    told = words(client.page)
    assert "2 projets (Hauts-de-France, Bretagne) ; elle y rencontre 2 autres organisations." in told
    client.get(f"/reseau/organisations/{alliance['seule'].id}")
    assert "elle n’y rencontre aucune autre organisation." in words(client.page)
    assert client.get("/reseau/organisations/999999").status_code == 404


def test_a_project_shows_where_its_organisations_are_met_too(client: Client, session: Session) -> None:
    here, there = make.a_project(session), make.a_project(session, title="L’autre rive")
    both = make.an_organisation(session)
    make.a_partner(session, here, both)
    make.a_partner(session, there, both)
    client.sign_in("lecteur")
    client.get(f"/reseau/projets/{here.code}")
    assert "1 organisation, dont 1 rencontrée aussi ailleurs." in words(client.page)
    assert "L’autre rive" in words(client.page)
    client.get(f"/reseau/projets/{make.a_project(session).code}")
    assert "Ce projet n’a pas encore de partenaire." in words(client.page)


def test_organisations_are_in_alphabetical_order_unless_asked(
    client: Client, alliance: dict[str, Organisation]
) -> None:
    client.sign_in("lecteur")
    orders = {}
    for query in ("", "?tri=projets"):
        client.get(f"/reseau/organisations{query}")
        orders[query] = re.findall(r"Atelier|Collectif|Seule|Université", words(client.page))
    assert orders[""] == ["Atelier", "Collectif", "Seule", "Université"]
    assert orders["?tri=projets"][0] == "Atelier"
    client.get("/reseau/organisations?entre=32&et=53")
    assert "1 organisation, rencontrées dans les deux : Hauts-de-France et Bretagne" in words(client.page)


def test_ties_leave_as_a_file_without_formulas(
    client: Client, session: Session, alliance: dict[str, Organisation]
) -> None:
    alliance["collectif"].name = "=1+1 piège"
    client.sign_in("lecteur")
    answer = client.get("/reseau/liens.csv")
    assert answer.content.startswith("\ufeff".encode())
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 3
    assert lines[1][0] == "'=1+1 piège"
    assert lines[2][2:5] == ["Université", "Monde académique", "1"]


def test_pictures_leave_as_files_that_hold_together(
    client: Client, session: Session, alliance: dict[str, Organisation]
) -> None:
    client.sign_in("lecteur")
    code = session.query(Project.code).order_by(Project.id).limit(1).scalar()
    for name in ("regions", "profils", f"organisations/{alliance['atelier'].id}", f"projets/{code}"):
        answer = client.get(f"/reseau/images/{name}.svg")
        drawing = fromstring(answer.text)
        assert drawing.tag.endswith("svg")
        assert "href" not in answer.text
        assert "var(" not in answer.text


def test_the_same_record_gives_the_same_picture(client: Client, alliance: dict[str, Organisation]) -> None:
    client.sign_in("lecteur")
    assert client.get("/reseau/images/regions.svg").text == client.get("/reseau/images/regions.svg").text


def test_without_partners_it_says_what_to_wait_for(client: Client, session: Session) -> None:
    make.a_project(session)
    client.sign_in("lecteur")
    for address in ("/reseau", "/reseau/liens", "/reseau/organisations"):
        assert client.get(address).status_code == 200
    client.get("/reseau")
    assert "le réseau se dessine" in words(client.page)


def test_what_is_typed_in_the_address_never_breaks(client: Client, alliance: dict[str, Organisation]) -> None:
    client.sign_in("lecteur")
    for query in ("?page=99", "?page=-1", "?page=x", "?profil=zzz&avec=%00", "?lien=rien", "?entre=00&et=99&tri=z"):
        for address in ("/reseau/liens", "/reseau/organisations"):
            assert client.get(address + query).status_code == 200


def test_queries_do_not_grow_with_projects(
    client: Client, session: Session, connection: Connection, alliance: dict[str, Organisation]
) -> None:
    client.sign_in("lecteur")
    pages = ("/reseau", "/reseau/liens", "/reseau/organisations", f"/reseau/organisations/{alliance['atelier'].id}")
    few = {}
    for address in pages:
        client.get(address)
        with counted(connection) as statements:
            client.get(address)
        few[address] = len(statements)
    for number in many_projects(session, 40):
        project = session.get_one(Project, number)
        make.a_partner(session, project, alliance["atelier"])
        make.a_partner(session, project)
    for address in pages:
        with counted(connection) as statements:
            client.get(address)
        assert len(statements) == few[address]


def test_rights_are_needed(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"code": make.a_project(session).code, "organisation_id": make.an_organisation(session).id}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)


def test_more_projects_than_a_network_shows_ask_for_a_choice(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in("gestionnaire")
    monkeypatch.setattr(pages, "MOST_PROJECTS", 1)
    for _ in range(2):
        make.a_project(session)
    for address in ("/reseau", "/reseau/liens", "/reseau/organisations"):
        assert "Choisissez une région" in client.get(address).text
    assert client.get("/reseau/liens.csv").status_code == 422
    assert "Choisissez une région" not in client.get("/reseau?statut=capitalise").text
