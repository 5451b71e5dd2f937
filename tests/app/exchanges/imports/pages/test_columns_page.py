"""The columns of a file: proposed, said by hand, remembered; changing what a sheet holds reads it again."""

import pytest
from sqlalchemy.orm import Session

from app.models import BatchStatus
from tests import factories as make
from tests.app.exchanges.imports.files import csv_of
from tests.app.exchanges.imports.pages.situations import batch_at, field, press, send, texts
from tests.support.client import Client

ROWS = [
    ["Lequel", "Ce qu’on compte", "But", "Remarques"],
    ["ODD17-2024-901", "Emplois", "12", "à revoir"],
    ["ODD17-2024-901", "Logements", "8", "sûr"],
]


@pytest.fixture
def unknown(client: Client, session: Session) -> str:
    """The page of the columns of a file whose titles say nothing to anyone."""
    make.a_project(session, code="ODD17-2024-901")
    client.sign_in("gestionnaire")
    address = send(client, csv_of(ROWS), "compte.csv")
    assert client.get(address).headers["Location"] == f"{address}/colonnes"
    client.get(f"{address}/colonnes")
    return address


def test_a_sheet_that_is_not_recognised_shows_its_columns_and_asks(client: Client) -> None:
    client.sign_in("gestionnaire")
    address = send(client, csv_of([["Pense-bête", "Pour"], ["rappeler", "Anne"], ["écrire", "Omar"]]), "notes.csv")
    client.get(f"{address}/colonnes")
    assert "Pense-bête, Pour" in texts(client, "sheet")[0]
    status, _ = press(client, f"{address}/colonnes")
    assert (status, "au moins une feuille" in texts(client, "error-summary")[0]) == (422, True)


def test_a_table_lying_on_its_side_is_told_with_what_to_do(client: Client) -> None:
    client.sign_in("gestionnaire")
    headings = ("Indicateur", "Projet", "Unité", "Cible", "Valeur de départ", "Pour le")
    lying = [[heading, f"valeur {n}", f"autre {n}"] for n, heading in enumerate(headings)]
    client.get(f"{send(client, csv_of(lying), 'couche.csv')}/colonnes")
    assert any("Collage spécial, Transposé" in told for told in texts(client, "notice"))


def test_choosing_what_a_sheet_holds_reads_it_again(client: Client, unknown: str) -> None:
    assert press(client, f"{unknown}/colonnes", **{"feuille-0-genre": "indicateurs", "relire": "feuille-0"})[0] == 422
    assert "Il manque encore" in texts(client, "notice")[0]
    assert "d’après le contenu" in texts(client, "badge")
    assert field(client, "Colonne B, Ce qu’on compte, devient").get("name") == "feuille-0-2"


def test_a_choice_followed_by_the_main_button_is_looked_at_before_going_on(client: Client, unknown: str) -> None:
    status, _ = press(client, f"{unknown}/colonnes", **{"feuille-0-genre": "indicateurs"})
    assert (status, "viennent d’être relues" in texts(client, "error-summary")[0]) == (422, True)


def test_columns_said_by_hand_make_a_plan_and_are_remembered(client: Client, session: Session, unknown: str) -> None:
    press(client, f"{unknown}/colonnes", **{"feuille-0-genre": "indicateurs", "relire": "feuille-0"})
    said = {"feuille-0-1": "code", "feuille-0-2": "label", "feuille-0-3": "target"}
    assert press(client, f"{unknown}/colonnes", **said) == (303, unknown)
    batch = batch_at(session, unknown)
    assert (batch.status, batch.counts["new"]) == (BatchStatus.PLANNED, 2)
    second = batch_at(session, send(client, csv_of([ROWS[0], ["ODD17-2024-901", "Repas", "9", ""]]), "suite.csv"))
    assert (second.status, second.counts["new"]) == (BatchStatus.PLANNED, 1)
    assert second.mapping[0]["places"] == {"code": 1, "label": 2, "target": 3}
    client.get(f"/imports/{second.id}/colonnes")
    assert "retenu d’un fichier précédent" in texts(client, "quiet")


def test_two_columns_cannot_become_the_same_and_nothing_typed_is_lost(client: Client, unknown: str) -> None:
    press(client, f"{unknown}/colonnes", **{"feuille-0-genre": "indicateurs", "relire": "feuille-0"})
    said = {"feuille-0-1": "code", "feuille-0-2": "label", "feuille-0-3": "label"}
    status, _ = press(client, f"{unknown}/colonnes", **said)
    assert (status, "Deux colonnes" in texts(client, "error-summary")[0]) == (422, True)
    chosen = field(client, "Colonne B, Ce qu’on compte, devient")
    assert [each.get("value") for each in chosen.iter("option") if "selected" in each.attrib] == ["label"]


def test_a_required_column_that_is_missing_is_told_at_its_sheet(client: Client, unknown: str) -> None:
    press(client, f"{unknown}/colonnes", **{"feuille-0-genre": "indicateurs", "relire": "feuille-0"})
    said = {"feuille-0-1": "code", "feuille-0-2": "", "feuille-0-3": ""}
    status, _ = press(client, f"{unknown}/colonnes", **said)
    assert (status, "Il manque «\u00a0Indicateur\u00a0»" in texts(client, "error-summary")[0]) == (422, True)


@pytest.mark.parametrize("typed", ["", "première", "-1", "99999999"])
def test_the_row_of_the_titles_is_a_number(client: Client, unknown: str, typed: str) -> None:
    status, _ = press(client, f"{unknown}/colonnes", **{"feuille-0-genre": "indicateurs", "feuille-0-titres": typed})
    assert (status, "est un nombre" in texts(client, "error-summary")[0]) == (422, True)


def test_columns_known_by_their_names_are_calm_and_lead_back_to_the_plan(client: Client) -> None:
    client.sign_in("gestionnaire")
    address = send(client)
    page = client.get(f"{address}/colonnes").text
    assert "par son titre" in page
    assert "Revenir au plan" in page
    assert press(client, f"{address}/colonnes") == (303, address)


def test_a_kind_that_does_not_exist_changes_nothing(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    address = send(client)
    client.get(f"{address}/colonnes")
    assert press(client, f"{address}/colonnes", **{"feuille-0-genre": "planètes"}) == (303, address)
    assert batch_at(session, address).mapping[0]["kind"] == "projets"


def test_once_imported_columns_are_no_longer_asked(client: Client) -> None:
    client.sign_in("gestionnaire")
    client.get(address := send(client))
    press(client, f"{address}/application")
    assert client.get(f"{address}/colonnes").status_code == 422
