"""A template as people open it: what holds still, what may be typed, what is offered and told."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.imports.records.sheets import CODE, recorded
from tests.imports.templates.support import written

KINDS = ("indicateurs", "mesures")


@pytest.fixture(scope="module")
def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(written(KINDS, recorded())))


@pytest.fixture(scope="module")
def indicators(opened: openpyxl.Workbook) -> Worksheet:
    sheet = opened["Indicateurs"]
    assert isinstance(sheet, Worksheet)
    return sheet


def rule_of(sheet: Worksheet, cell: str) -> Any:
    return next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)


def test_it_reads_me_then_has_a_sheet_a_kind_and_hidden_lists(opened: openpyxl.Workbook) -> None:
    assert opened.sheetnames == ["Lisez-moi", "Indicateurs", "Mesures", "Listes"]
    assert opened["Listes"].sheet_state == "hidden"
    assert opened.active is opened["Indicateurs"]


def test_headings_stand_in_the_first_row_of_a_table_and_a_star_marks_the_required_ones(indicators: Worksheet) -> None:
    assert [cell.value for cell in indicators[1]] == [
        "Projet *", "Indicateur *", "Unité", "Valeur de départ", "Cible", "Pour le", "Identifiant", "Version",
    ]  # fmt: skip
    (table,) = indicators.tables.values()
    assert (table.name, table.ref) == ("Indicateurs", "A1:H202")


def test_headings_are_locked_and_cells_are_not_without_any_password(indicators: Worksheet) -> None:
    assert indicators.protection.sheet
    assert indicators.protection.password is None
    assert indicators["A1"].protection.locked
    assert not any(cell.protection.locked for cell in indicators[2])
    allowed = indicators.protection
    assert not any((allowed.sort, allowed.autoFilter, allowed.insertRows, allowed.formatCells, allowed.formatColumns))


def test_the_two_columns_of_identity_are_hidden_and_filled(indicators: Worksheet) -> None:
    assert indicators.column_dimensions["G"].hidden
    assert indicators["G2"].value == 7
    assert len(str(indicators["H2"].value)) == 12


def test_codes_are_texts_dates_are_french_and_numbers_are_numbers(indicators: Worksheet) -> None:
    assert (indicators["A2"].value, indicators["A2"].number_format) == (CODE, "@")
    assert indicators["F2"].number_format == "dd/mm/yyyy"
    assert (indicators["E2"].value, indicators["E2"].data_type) == (400, "n")


def test_a_date_and_an_amount_are_checked_when_typed(indicators: Worksheet) -> None:
    assert (rule_of(indicators, "F2").type, rule_of(indicators, "D150").type) == ("date", "decimal")
    assert rule_of(indicators, "F2").error == "Attendu\u00a0: une date, par exemple 18/12/2023."


def test_a_list_offers_its_words(opened: openpyxl.Workbook) -> None:
    rule = rule_of(opened["Mesures"], "F2")
    assert (rule.type, rule.formula1) == ("list", "Liste_niveau_de_preuve")
    place = opened.defined_names["Liste_niveau_de_preuve"].attr_text
    assert place == "'Listes'!$A$1:$A$3"
    assert [cell.value for (cell,) in opened["Listes"]["A1:A3"]] == ["déclaré", "documenté", "mesuré"]


def test_choosing_a_cell_tells_what_is_expected(indicators: Worksheet) -> None:
    rule = rule_of(indicators, "A2")
    assert (rule.promptTitle, rule.prompt) == ("Projet", "Le code du projet, comme ODD17-2024-007. Obligatoire.")


def test_the_first_sheet_explains_every_column_and_what_coming_back_does(opened: openpyxl.Workbook) -> None:
    told = {str(name): str(said) for name, said in opened["Lisez-moi"].iter_rows(max_col=2, values_only=True)}
    assert told["Date"] == "02/03/2026"
    assert "videz la case «\u00a0Version\u00a0»" in told["Modifié entre-temps"]
    assert told["Unité"] == "Personnes, euros, tonnes…"


def test_an_empty_one_says_nothing_of_rows_it_does_not_have() -> None:
    opened = openpyxl.load_workbook(BytesIO(written(KINDS, None)))
    assert not [row for row in opened["Lisez-moi"].iter_rows(values_only=True) if row[0] == "Lignes reconnues"]
    assert opened["Indicateurs"].tables["Indicateurs"].ref == "A1:H201"


def test_equal_data_gives_equal_bytes() -> None:
    assert written(KINDS, recorded()) == written(KINDS, recorded())


def test_it_prints_in_landscape_with_its_headings_on_every_page(indicators: Worksheet) -> None:
    assert indicators.page_setup.orientation == "landscape"
    assert indicators.print_title_rows == "$1:$1"
    assert indicators.freeze_panes == "B2"
