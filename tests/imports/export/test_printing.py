"""A printed sheet is never under eight points: a larger paper first, then several pages across."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from imports.export.funder.answered import answer_columns
from imports.export.heights import width_of
from imports.export.printing import A3, A4, pages_across
from imports.export.roadmap import SHEETS
from imports.export.sheets import Column, Cover, DataSheet, Report
from imports.export.writer import write_report
from imports.templates.follow_up import follow_up_sheets
from imports.templates.sheets import Template
from imports.templates.writer import write_template
from imports.vocabulary import DEFAULT_VOCABULARY

TODAY = date(2026, 3, 2)


def opened(content: bytes, title: str) -> Worksheet:
    sheet = load_workbook(BytesIO(content))[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def pages(sheet: Worksheet) -> tuple[int | None, int, str | None]:
    """The paper, how many pages across, and the columns that come again on each."""
    return sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1, sheet.print_title_cols


@pytest.mark.parametrize(
    ("columns", "expected"), [(7, (A4, 1, None)), (8, (A3, 1, None)), (11, (A3, 1, None)), (12, (A3, 2, "$A:$A"))]
)
def test_a_wide_sheet_takes_a_larger_paper_then_more_pages(columns: int, expected: tuple[int, int, str | None]) -> None:
    sheet = DataSheet("Essai", "Essai", [Column(f"Colonne {number}") for number in range(columns)], [])
    assert pages(opened(write_report(Report(Cover("Essai", ()), [sheet], TODAY)), "Essai")) == expected


def test_no_column_is_counted_over_two_pages() -> None:
    assert [pages_across(widths, 100) for widths in ([40, 60], [40, 60, 60], [30, 60, 60, 60])] == [1, 2, 3]


def test_what_names_a_row_is_on_every_page() -> None:
    columns = answer_columns((f"Q{number}" for number in range(60)), ("C1",))
    sheet = DataSheet("Réponses", "Reponses", columns, [])
    paper, across, again = pages(opened(write_report(Report(Cover("Essai", ()), [sheet], TODAY)), "Réponses"))
    assert (paper, again) == (A3, "$A:$F")
    assert [column.header for column in columns[:6]][-2:] == ["Répondant", "Groupe"]
    assert across == pages_across([7 * width_of(column) + 5 for column in columns], 2_060, 6)


def test_the_columns_printed_again_take_their_room_on_each_page() -> None:
    assert [pages_across([20, 30, 30, 30, 30, 30], 100, again) for again in (1, 2)] == [3, 4]


def test_the_measures_of_the_roadmap_are_read_on_one_large_page() -> None:
    table, columns, _ = SHEETS["Mesures"]
    report = Report(Cover("Essai", ()), [DataSheet("Mesures", table, columns, [])], TODAY)
    assert pages(opened(write_report(report), "Mesures")) == (A3, 1, None)


def test_the_follow_up_is_read_on_two_large_pages_with_the_code_on_both() -> None:
    sheets = follow_up_sheets(DEFAULT_VOCABULARY)
    content = write_template(Template("Suivi", sheets, TODAY))
    assert pages(opened(content, "Suivi")) == (A3, 2, "$A:$A")
    assert pages(opened(content, "Jalons")) == (A4, 1, None)
