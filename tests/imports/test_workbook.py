from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from imports.errors import UnreadableFile
from imports.limits import MAX_NAMES
from imports.workbook import Workbook, column_letters, read_workbook
from tests.imports.support import FOLLOW_UP, saved


@pytest.fixture(scope="module")
def odd() -> Workbook:
    """One workbook with the habits that need a decision: hidden rows, merged cells, formulas, a hidden sheet."""
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = "Feuille à part"
    first["A1"], first["B2"], first["C2"] = "Titre", datetime(2024, 3, 1, 14, 30), 12.5  # noqa: DTZ001
    first["A4"], first["A5"], first["D4"] = "fusion", "caché", "=SUM(C2:C3)"
    first["E4"], first["F4"], first["G4"] = "#REF!", True, "  "
    first.merge_cells("A1:C1")
    first.merge_cells("B4:B6")
    first.row_dimensions[5].hidden = True
    first.column_dimensions["C"].hidden = True
    workbook.create_sheet("Cachée").sheet_state = "hidden"
    return read_workbook(saved(workbook))


def test_the_follow_up_workbook_is_read_as_it_is() -> None:
    sheets = read_workbook(FOLLOW_UP.read_bytes()).sheets
    assert [(each.title, len(each.rows)) for each in sheets] == [("Suivi", 37), ("Versements", 67), ("Jalons", 100)]


def test_a_cell_keeps_its_place_its_kind_and_its_value(odd: Workbook) -> None:
    row = odd.sheets[0].rows[1]
    assert (row.cell(2).reference, row.cell(2).kind, row.cell(2).value) == ("B2", "date", date(2024, 3, 1))
    assert (row.cell(3).kind, row.cell(3).value) == ("number", 12.5)
    assert row.cell(9).is_blank


def test_a_formula_never_calculated_is_kept_with_no_value(odd: Workbook) -> None:
    total = odd.sheets[0].rows[2].cell(4)
    assert (total.kind, total.value, total.formula, total.is_blank) == ("empty", None, "=SUM(C2:C3)", False)


def test_an_error_and_a_boolean_are_kinds_of_their_own_and_spaces_are_nothing(odd: Workbook) -> None:
    row = odd.sheets[0].rows[2]
    assert (row.cell(5).kind, row.cell(6).value) == ("error", True)
    assert row.cell(7).is_blank


def test_hidden_rows_columns_and_sheets_are_read_and_told(odd: Workbook) -> None:
    first, second = odd.sheets
    assert [row.number for row in first.rows if row.hidden] == [5]
    assert first.hidden_columns == ((3, 3),)
    assert (first.hidden, second.hidden) == (False, True)


def test_a_merge_going_down_leads_to_its_top_cell(odd: Workbook) -> None:
    first = odd.sheets[0]
    assert [first.merged_from(row, 2) for row in (4, 5, 6, 7)] == [None, 4, 4, None]
    assert first.merged_from(1, 2) is None


@pytest.mark.parametrize(
    "content",
    [
        "N°;Montant\r\nA;1 200,50 €\r\n".encode("cp1252"),
        "\ufeffN°;Montant\nA;1 200,50 €\n".encode(),
        "N°\tMontant\nA\t1 200,50 €\n".encode("utf-16"),
        'N°,Montant\nA,"1 200,50 €"\n'.encode(),
    ],
)
def test_a_csv_is_read_as_french_spreadsheets_write_it(content: bytes) -> None:
    (only,) = read_workbook(content, "Suivi").sheets
    assert only.title == "Suivi"
    assert [[cell.value for cell in row.cells.values()] for row in only.rows] == [
        ["N°", "Montant"],
        ["A", "1 200,50 €"],
    ]


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16_384, "XFD")])
def test_columns_are_named_by_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide."),
        (b"\x89PNG\r\n\x1a\n\0\0", "est une image, pas un classeur"),
        (b"PK\x03\x04 tronqu\xe9", "Ce classeur est abîmé"),
        (b"x" * (10 * 1024 * 1024 + 1), "dépasse 10\u00a0Mo"),
        (b"\n \n", "aucune feuille remplie"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "format .xls d’avant 2007"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "protégé par un mot de passe"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(content)
    assert sentence in refusal.value.sentence


def test_defined_names_come_with_the_place_they_lead_to() -> None:
    workbook = openpyxl.Workbook()
    workbook.defined_names["Repère"] = DefinedName("Repère", attr_text="Sheet!$A$1")
    workbook.active["A1"] = "jeton"
    assert read_workbook(saved(workbook)).names == {"Repère": "Sheet!$A$1"}


def test_names_beyond_the_limit_are_left_out() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "jeton"
    for number in range(MAX_NAMES + 10):
        workbook.defined_names[f"Nom{number}"] = DefinedName(f"Nom{number}", attr_text=f"Sheet!$A${number + 1}")
    assert len(read_workbook(saved(workbook)).names) == MAX_NAMES
