"""The official templates as they are downloaded."""

import pytest
from sqlalchemy.orm import Session

from app.exchanges.templates import TEMPLATES
from app.web.rights import Right
from imports.kinds import KINDS
from imports.workbook import read_workbook
from tests.factories import a_project, an_indicator
from tests.imports.templates.support import sheet_named
from tests.support.client import Client, with_all_rights_but

NAMES = [name for name, (_, kinds) in TEMPLATES.items() if KINDS.keys() >= set(kinds)]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_template_has_its_headings_and_no_row(client: Client, name: str) -> None:
    client.sign_in("gestionnaire")
    answer = client.get(f"/imports/modeles/{name}.xlsx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="modele-{name}.xlsx"'
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    workbook = read_workbook(answer.content)
    for kind in TEMPLATES[name][1]:
        (headings,) = sheet_named(workbook, KINDS[kind].titles[0]).rows
        assert [cell.value for cell in headings.cells.values()][-2:] == ["Identifiant", "Version"]


def test_a_filled_template_holds_the_chosen_projects_only(session: Session, client: Client) -> None:
    here, elsewhere = a_project(session, region_code="53"), a_project(session, region_code="11")
    an_indicator(session, here, label="Foyers aidés")
    an_indicator(session, elsewhere, label="Ateliers tenus")
    client.sign_in("gestionnaire")
    answer = client.get("/imports/modeles/indicateurs.xlsx?rempli=oui&region=53")
    assert "modele-indicateurs-rempli-" in answer.headers["Content-Disposition"]
    rows = sheet_named(read_workbook(answer.content), "Indicateurs").rows[1:]
    assert [row.cell(2).value for row in rows] == ["Foyers aidés"]


@pytest.mark.parametrize("name", ["inconnu.xlsx", "mesures.xlsx", "%00.xlsx"])
def test_a_template_that_does_not_exist_is_a_page_not_found(client: Client, name: str) -> None:
    client.sign_in("gestionnaire")
    assert client.get(f"/imports/modeles/{name}").status_code == 404


def test_a_template_needs_the_right_to_edit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.get("/imports/modeles/indicateurs.xlsx").status_code == 403
