"""The plan of a file: what it would change by state, what is to be said first, then all of it or nothing."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.models import BatchStatus, OrganisationAlias, Project
from tests import factories as make
from tests.app.exchanges.imports.files import csv_of, follow_up_with
from tests.app.exchanges.imports.pages.situations import FAULTY, batch_at, field, press, send, texts
from tests.support.client import Client
from tests.support.queries import counted


@pytest.fixture
def faulty(client: Client) -> str:
    client.sign_in("gestionnaire")
    return send(client, follow_up_with(FAULTY))


@pytest.fixture
def near(client: Client, session: Session) -> tuple[str, int]:
    """A file where one name looks like an organisation already there, and the number of that one."""
    known = make.an_organisation(session, name="Fabriques Trégor en commun").id
    client.sign_in("gestionnaire")
    return send(client), known


def test_lines_stand_under_their_state_field_by_field(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    client.get(first := send(client))
    press(client, f"{first}/application")
    second = send(client, follow_up_with({"Suivi!B5": "Un tout autre titre"}))
    page = client.get(second).text
    assert texts(client, "tabs") == ["1\u00a0modifié 32\u00a0inchangés"]
    assert "Coopérer pour l" in texts(client, "before")[0]
    assert texts(client, "after-value") == ["Un tout autre titre"]
    assert "Importer 1\u00a0projet" in page
    assert len(texts(client, "plan-line")) == 1
    client.get(f"{second}?etat=inchanges")
    assert len(texts(client, "plan-line")) == 32


def test_refused_lines_come_first_with_what_is_wrong(client: Client, faulty: str) -> None:
    client.get(faulty)
    lines = texts(client, "plan-line")
    assert any("D5 Région" in line and "«\u00a0Bretange\u00a0»" in line for line in lines)


def test_one_correction_is_read_in_every_cell_that_says_the_same(client: Client, session: Session, faulty: str) -> None:
    client.get(faulty)
    assert "D5, D6" in texts(client, "reading")[0]
    typed = {str(field(client, "Région, au lieu de «\u00a0Bretange\u00a0», lire").get("name")): "Bretagne"}
    assert press(client, f"{faulty}/corrections", **typed) == (303, faulty)
    page = client.get(faulty).text
    assert "Relu avec vos réponses. Il reste 2\u00a0cases à corriger." in page
    assert {fault["cell"] for fault in batch_at(session, faulty).faults} == {"J9", "D7"}
    assert "Région\u00a0: «\u00a0Bretange\u00a0» est lu «\u00a0Bretagne\u00a0»" in page


def test_a_correction_that_cannot_be_read_either_is_told_at_its_field(client: Client, faulty: str) -> None:
    client.get(faulty)
    typed = {str(field(client, "Région, au lieu de «\u00a0Bretange\u00a0», lire").get("name")): "Armorik"}
    press(client, f"{faulty}/corrections", **typed)
    assert "«\u00a0Armorik\u00a0» ne convient pas non plus" in client.get(faulty).text
    again = field(client, "Région, au lieu de «\u00a0Bretange\u00a0», lire")
    assert (again.get("value"), again.get("aria-invalid")) == ("Armorik", "true")


def test_a_correction_is_taken_back(client: Client, session: Session, faulty: str) -> None:
    client.get(faulty)
    typed = {str(field(client, "Région, au lieu de «\u00a0Bretange\u00a0», lire").get("name")): "Bretagne"}
    press(client, f"{faulty}/corrections", **typed)
    client.get(faulty)
    values = {each.get("name"): each.get("value") for each in client.page.iter("input")}  # type: ignore[union-attr]
    client.post_form(f"{faulty}/corrections", {"reprendre": str(values["reprendre"])})
    assert len(batch_at(session, faulty).faults) == 4


def test_a_proposal_is_accepted_with_its_button(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    address = send(client, follow_up_with({"Suivi!K12": "12k€"}))
    page = client.get(address).text
    assert "Lire «\u00a012000\u00a0»" in page
    button = next(each for each in client.page.iter("button") if each.get("name") == "accepter")  # type: ignore[union-attr]
    press(client, f"{address}/corrections", accepter=str(button.get("value")))
    assert "12k€" not in [fault["read"] for fault in batch_at(session, address).faults]


def test_importing_before_all_is_answered_says_what_is_left(client: Client, session: Session, faulty: str) -> None:
    client.get(faulty)
    status, _ = press(client, f"{faulty}/application")
    assert status == 422
    summary = texts(client, "error-summary")[0]
    assert "Région\u00a0: 2\u00a0cases à corriger" in summary
    targets = [a.get("href", "")[1:] for a in client.page.iter("a") if a.get("href", "").startswith("#a-corriger-")]  # type: ignore[union-attr]
    assert {each.get("id") for each in client.page.iter()} >= set(targets)  # type: ignore[union-attr]
    assert session.scalar(select(func.count()).select_from(Project)) == 0


def test_the_file_comes_back_with_its_faults_marked(client: Client, faulty: str) -> None:
    reply = client.get(f"{faulty}/annote.xlsx")
    assert "suivi-annote.xlsx" in reply.headers["Content-Disposition"]
    assert openpyxl.load_workbook(BytesIO(reply.content))["Suivi"]["D5"].comment is not None


def test_a_name_is_recognised_and_nothing_is_chosen_beforehand(
    client: Client, session: Session, near: tuple[str, int]
) -> None:
    address, known = near
    page = client.get(address).text
    assert "C’est «\u00a0Fabriques Trégor en commun\u00a0»" in page
    assert "checked" not in page
    assert press(client, f"{address}/application")[0] == 422
    assert "est-elle une organisation connue" in texts(client, "error-summary")[0]
    press(client, f"{address}/corrections", **{radio(client): str(known)})
    batch = batch_at(session, address)
    assert (list(batch.decisions["organisations"].values()), batch.questions) == ([known], [])


def test_what_was_said_of_a_name_is_taken_back_and_asked_again(
    client: Client, session: Session, near: tuple[str, int]
) -> None:
    address, known = near
    client.get(address)
    press(client, f"{address}/corrections", **{radio(client): str(known)})
    client.get(address)
    assert "» est «\u00a0Fabriques Trégor en commun\u00a0»" in texts(client, "given")[0]
    assert client.page is not None
    (mark,) = [each.get("value") for each in client.page.iter("input") if each.get("name") == "reprendre"]
    client.post_form(f"{address}/corrections", {"reprendre": str(mark)})
    batch = batch_at(session, address)
    assert (batch.decisions["organisations"], len(batch.questions)) == ({}, 1)
    assert session.scalar(select(func.count()).select_from(OrganisationAlias)) == 0


@pytest.mark.parametrize("answer", ["nouvelles", "proposees"])
def test_all_names_are_answered_at_once(client: Client, session: Session, near: tuple[str, int], answer: str) -> None:
    address, known = near
    client.get(address)
    press(client, f"{address}/corrections", toutes=answer)
    kept = batch_at(session, address).decisions["organisations"]
    assert list(kept.values()) == [known if answer == "proposees" else 0]


def test_an_organisation_that_was_not_proposed_is_not_taken(
    client: Client, session: Session, near: tuple[str, int]
) -> None:
    address, known = near
    client.get(address)
    press(client, f"{address}/corrections", **{radio(client): str(known + 1)})
    assert batch_at(session, address).decisions["organisations"] == {}


def radio(client: Client) -> str:
    """The name of the first choice to make."""
    assert client.page is not None
    return next(str(each.get("name")) for each in client.page.iter("input") if each.get("type") == "radio")


def test_importing_twice_imports_once(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    client.get(address := send(client))
    shown = client.page
    assert press(client, f"{address}/application") == (303, address)
    client.page = shown
    assert press(client, f"{address}/application") == (303, address)
    assert session.scalar(select(func.count()).select_from(Project)) == 33


def test_a_portfolio_that_changed_meanwhile_shows_the_plan_again(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    client.get(address := send(client))
    make.a_project(session, code="ODD17-2023-001", title="Arrivé entre-temps")
    status, place = press(client, f"{address}/application")
    assert (status, place) == (303, f"{address}?refait=oui")
    assert "Le portefeuille a changé depuis" in client.get(place).text
    assert batch_at(session, address).status == BatchStatus.PLANNED
    assert press(client, f"{address}/application")[0] == 303
    assert batch_at(session, address).status == BatchStatus.APPLIED


def test_a_file_that_changes_nothing_has_no_button(client: Client) -> None:
    client.sign_in("gestionnaire")
    client.get(first := send(client))
    press(client, f"{first}/application")
    page = client.get(send(client)).text
    assert "/application" not in page
    assert "tout ce que dit ce fichier est déjà enregistré" in page


def test_giving_up_forgets_the_file(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    client.get(address := send(client))
    assert press(client, f"{address}/abandon") == (303, "/imports")
    assert batch_at(session, address).content is None
    assert "Rien n’est importé de ce fichier" in client.get(address).text


def test_htmx_swaps_the_lines_alone(client: Client) -> None:
    client.sign_in("gestionnaire")
    address = send(client)
    part = client.get_part(f"{address}?etat=nouveaux").text
    assert part.lstrip().startswith("<section")
    assert "<h1>" not in part


def test_many_lines_come_by_pages_and_ask_no_more(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in("gestionnaire")
    project = make.a_project(session)
    head = ["Projet", "Indicateur", "Unité", "Valeur de départ", "Cible", "Date cible"]
    few, many = (
        send(client, csv_of([head, *([project.code, f"Mesure {n}", "u", "", "1", ""] for n in range(count))]), "i.csv")
        for count in (2, 120)
    )
    client.get(few)
    with counted(connection) as two:
        client.get(few)
    with counted(connection) as hundred:
        client.get(many)
    assert len(two) == len(hundred)
    assert len(texts(client, "plan-line")) == 50
