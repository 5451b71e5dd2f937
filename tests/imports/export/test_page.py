"""A page of synthesis: named figures, native charts that say what they show, one printed page."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import Workbook, load_workbook

from imports.export.layout import chart_rows, first_rows
from imports.export.sheets import PageSheet, Report
from imports.export.writer import write_report
from tests.imports.export.example import example

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def book(report: Report, *, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(write_report(report)), data_only=values)


def part(report: Report, name: str) -> str:
    return ZipFile(BytesIO(write_report(report))).read(name).decode()


def test_key_figures_are_live_formulas_with_their_value_and_their_name() -> None:
    live, stored = book(example()), book(example(), values=True)
    assert live["Synthèse"]["B6"].value == "=SUM(Projets[Engagé])"
    assert stored["Synthèse"]["B6"].value == 77_002.0
    assert live.defined_names["total_engage"].attr_text == "'Synthèse'!$B$6"
    assert live.defined_names["codes"].attr_text == "'Projets'!$A$2:$A$21"


def test_a_formula_knows_beforehand_on_which_row_it_will_be() -> None:
    for accessible in (False, True):
        report = example(accessible=accessible)
        page = report.sheets[0]
        assert isinstance(page, PageSheet)
        sheet = book(report)["Synthèse"]
        begin = [sheet.cell(row, 1).value for row in first_rows(page, accessible=accessible)]
        assert begin == [block.rows[0][0] for block in page.blocks]


def test_each_chart_has_a_title_and_an_alternative_text() -> None:
    drawing = fromstring(part(example(), "xl/drawings/drawing1.xml"))
    described = [frame.get("descr") for frame in drawing.iter(f"{DRAWING}cNvPr")]
    assert described == [
        "Trois programmes\u00a0: le plan A a le plus engagé.",
        "Douze projets en cours.",
        "Le plan A doit 3 000 euros.",
    ]
    for number, title in enumerate(["Engagé et versé, par programme", "Projets, par statut", "Versé et dû"], start=1):
        assert f"<a:t>{title}</a:t>" in part(example(), f"xl/charts/chart{number}.xml")


def test_the_series_of_a_chart_differ_by_more_than_their_colour() -> None:
    chart = part(example(), "xl/charts/chart3.xml")
    assert chart.count("<c:ser>") == 3
    assert len({piece.split('"')[0] for piece in chart.split('<a:pattFill prst="')[1:]}) == 2


def test_the_figures_of_a_chart_of_money_are_short_enough_to_stand_beside_their_bars() -> None:
    chart = part(example(), "xl/charts/chart1.xml")
    assert chart.count('formatCode="[&gt;=1000000]#,##0.0,, &quot;M€&quot;;') == 3


@pytest.mark.parametrize("accessible", [False, True])
def test_a_chart_of_many_bars_is_higher_and_pushes_what_follows(accessible: bool) -> None:
    page = example().sheets[0]
    assert isinstance(page, PageSheet)
    block = page.blocks[1]
    assert block.chart
    assert chart_rows(block, block.chart) == 11
    longer = replace(block, rows=[*block.rows] * 5)
    begin = first_rows(replace(page, blocks=(page.blocks[0], longer, *page.blocks[2:])), accessible=accessible)
    assert chart_rows(longer, block.chart) > 25
    assert begin[2] - begin[1] > 25


@pytest.mark.parametrize("accessible", [False, True])
def test_a_page_prints_on_one_sheet_of_paper(accessible: bool) -> None:
    sheet = book(example(accessible=accessible))["Synthèse"]
    fit = (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1)  # one is what is said when nothing is
    assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage, fit) == (9, True, (1, 1))
    assert sheet.page_setup.orientation == ("portrait" if accessible else "landscape")
    assert sheet.oddFooter.right.text == "Page &P sur &N"


def test_charts_stand_beside_their_figures_or_under_them_in_the_accessible_variant() -> None:
    usual = fromstring(part(example(), "xl/drawings/drawing1.xml"))
    linear = fromstring(part(example(accessible=True), "xl/drawings/drawing1.xml"))
    assert {place.find(f"{DRAWING}col").text for place in usual.iter(f"{DRAWING}from")} == {"5"}
    assert {place.find(f"{DRAWING}col").text for place in linear.iter(f"{DRAWING}from")} == {"0"}
    ends = [int(place.find(f"{DRAWING}row").text) for place in linear.iter(f"{DRAWING}to")]
    begins = [int(place.find(f"{DRAWING}row").text) for place in linear.iter(f"{DRAWING}from")]
    assert all(end < begin for end, begin in zip(ends, begins[1:], strict=False))


@pytest.mark.parametrize("accessible", [False, True])
def test_no_cell_is_merged_and_the_accessible_variant_has_neither_filter_nor_frozen_pane(accessible: bool) -> None:
    opened = book(example(accessible=accessible))
    assert [list(sheet.merged_cells.ranges) for sheet in opened] == [[], [], []]
    table = opened["Projets"].tables["Projets"]
    assert (table.autoFilter is None, opened["Projets"].freeze_panes is None) == (accessible, accessible)
    assert [sheet.sheet_view.selection[-1].activeCell for sheet in opened] == ["A1"] * 3


def test_a_long_note_is_cut_before_the_chart_that_would_hide_its_end() -> None:
    report = example()
    page = report.sheets[0]
    assert isinstance(page, PageSheet)
    block = replace(page.blocks[1], note="Les montants sont ceux du comité. " * 8)
    blocks = (page.blocks[0], block, *page.blocks[2:])
    longer = replace(page, blocks=blocks)
    sheet = book(replace(report, sheets=(longer, report.sheets[1])))["Synthèse"]
    after = first_rows(longer, accessible=False)[1] + len(block.rows)
    lines = [sheet.cell(after + number, 1).value for number in range(4)]
    assert " ".join(line for line in lines if line) == block.note.strip()
    assert max(len(line) for line in lines if line) <= 30 + 18 + 18 + 14
    assert sheet.cell(first_rows(longer, accessible=False)[2], 1).value == "En cours"


def test_dates_are_written_for_their_reader() -> None:
    english = replace(example(), date_format="[$-809]d mmmm yyyy")
    assert book(english)["Projets"]["D3"].number_format == "[$-809]d mmmm yyyy"
    assert book(example())["Projets"]["D3"].number_format == "dd/mm/yyyy"


def test_a_name_that_excel_would_refuse_is_refused_here() -> None:
    with pytest.raises(ValueError, match="A1"), pytest.warns(UserWarning, match="cell name"):
        write_report(replace(example(), names={"A1": "'Projets'!$A$1"}))


def test_the_document_says_what_it_is(tmp_path: Path) -> None:
    out = tmp_path / "classeur.xlsx"
    assert write_report(example(), out) == b""
    facts = load_workbook(out).properties
    assert (facts.title, facts.creator, facts.created.isoformat(), facts.modified.isoformat()) == (
        "Portefeuille",
        "Fonds ODD 17",
        "2024-05-01T00:00:00",
        "2024-05-01T00:00:00",
    )
