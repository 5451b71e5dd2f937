"""Workbooks that leave: typed cells, live totals that carry their value, equal bytes for equal data."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from imports.export.portfolio import INSTALMENTS
from imports.export.sheets import Column, Cover, DataSheet, Kind, Report, Row
from imports.export.writer import write_report

PAID = (
    "ODD17-2024-001",
    "Tranche 1",
    date(2024, 3, 1),
    Decimal("12000.50"),
    "versée",
    date(2024, 3, 5),
    Decimal("12000.5"),
    "007",
    "",
)
PLANNED = ("ODD17-2024-001", "Tranche 2", date(2025, 3, 1), Decimal("0.10"), "prévue", None, None, "", "Point d’étape")


def report(*rows: Row) -> Report:
    sheet = DataSheet("Tranches", "Tranches", INSTALMENTS, rows)
    return Report(Cover("Portefeuille", (("Date", "1er mai 2024"),)), (sheet,), date(2024, 5, 1))


def opened(*rows: Row, values: bool = False) -> Worksheet:
    return load_workbook(BytesIO(write_report(report(*rows))), data_only=values)["Tranches"]


def test_a_table_starts_in_a1_with_its_header_kept_in_sight_and_filters() -> None:
    sheet = opened(PAID, PLANNED)
    table = sheet.tables["Tranches"]
    assert (table.ref, sheet.freeze_panes) == ("A1:I4", "B2")
    assert table.autoFilter.ref == "A1:I3"
    assert [cell.value for cell in sheet[1]][:3] == ["Code du projet", "Tranche", "Échéance"]


def test_cells_have_the_type_of_their_column() -> None:
    sheet = opened(PAID, PLANNED)
    assert sheet["C2"].value.date() == date(2024, 3, 1)
    assert (sheet["D2"].value, sheet["D2"].number_format) == (12000.5, '#,##0.00\xa0"€"')
    assert (sheet["H2"].value, sheet["H2"].data_type) == ("007", "s")
    assert sheet["F3"].value is None


def test_a_total_is_a_live_formula_that_carries_its_value() -> None:
    assert opened(PAID, PLANNED)["D4"].value == "=SUBTOTAL(109,Tranches[Montant])"
    assert opened(PAID, PLANNED, values=True)["D4"].value == 12000.6


def test_an_empty_sheet_still_opens_with_a_total_of_zero() -> None:
    sheet = opened(values=True)
    assert [sheet["A2"].value, sheet["D3"].value] == [None, 0]


def test_a_sheet_without_anything_to_add_up_has_no_total_row() -> None:
    sheet = DataSheet("Scores", "Scores", (Column("Code", Kind.CODE), Column("Score", Kind.SCORE)), ())
    book = write_report(Report(Cover("Essai", ()), (sheet,), date(2024, 5, 1)))
    opened = load_workbook(BytesIO(book))["Scores"]
    assert (opened.tables["Scores"].ref, opened["A2"].value) == ("A1:B2", None)


def test_equal_data_gives_equal_bytes() -> None:
    assert write_report(report(PAID, PLANNED)) == write_report(report(PAID, PLANNED))


@pytest.mark.parametrize("typed", ["=1+1", "+33 1", "-5", "@cmd", "=HYPERLINK(1)", "http://exemple.fr", "<b>gras</b>"])
def test_what_a_person_typed_is_never_a_formula_nor_a_link(typed: str) -> None:
    cell = opened(("ODD17-2024-001", typed, *PAID[2:]))["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (typed, "s", None)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_comes_back_as_it_was(typed: str) -> None:
    cell = opened(("ODD17-2024-001", typed, *PAID[2:]))["B2"]
    assert (cell.value, cell.data_type) == (typed, "s")


def test_a_text_longer_than_excel_allows_is_cut_not_lost() -> None:
    sheet = DataSheet("Textes", "Textes", (Column("Texte", Kind.LONG),), (("x" * 40_000,),))
    book = write_report(Report(Cover("Essai", ()), (sheet,), date(2024, 5, 1)))
    assert len(load_workbook(BytesIO(book))["Textes"]["A2"].value) == 32_767


def test_a_word_among_numbers_stays_in_its_column() -> None:
    sheet = DataSheet("Réponses", "Reponses", (Column("A1.1", Kind.COUNT), Column("A1.2", Kind.COUNT)), ((4, "SO"),))
    opened = load_workbook(BytesIO(write_report(Report(Cover("Essai", ()), (sheet,), date(2024, 5, 1)))))["Réponses"]
    assert [cell.alignment.horizontal for cell in opened[2]] == ["right", "right"]


def test_pages_print_in_landscape_one_page_wide_with_the_header_repeated() -> None:
    sheet = opened(PAID)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.print_title_rows == "$1:$1"
