"""A page of a workbook, to read and to print: its blocks one under the other, each chart beside its figures."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.export.cells import write_cell
from imports.export.charts import Place, native_chart
from imports.export.escaping import as_word
from imports.export.layout import Slot, intro_lines, lines_of, slots, widths_of
from imports.export.look import Look
from imports.export.names import define, quoted
from imports.export.printing import set_up_one_page
from imports.export.sheets import Block, Chart, PageSheet, Row

ROW = 20
CHARACTER = 7
CHART = 520
"""Pixels: the height of a row, the width of a character and of a chart."""


class PageWriter:
    """`accessible`: every chart under its figures, so that the page reads from top to bottom."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, look: Look, *, accessible: bool) -> None:
        self.workbook, self.worksheet, self.look, self.accessible = workbook, worksheet, look, accessible

    def write(self, page: PageSheet) -> None:
        widths = widths_of(page.blocks)
        for place, width in enumerate(widths):
            self.worksheet.set_column(place, place, width)
        self.worksheet.set_column(len(widths), len(widths), 3)
        self.worksheet.hide_gridlines(2)
        self.line(0, page.heading, self.look.heading, height=28)
        self.paragraph(1, intro_lines(page), self.look.intro)
        places = list(slots(page, accessible=self.accessible))
        for block, slot in zip(page.blocks, places, strict=True):
            self.write_block(page, block, slot)
            if block.chart and slot.chart_rows:
                self.write_chart(page, block, block.chart, slot, len(widths) + 1)
        set_up_one_page(self.worksheet, page.title, wide=self.is_wide(widths, places))

    def line(self, row: int, text: str, style: Format, height: int = ROW) -> None:
        self.worksheet.set_row_pixels(row, height)
        self.worksheet.write_string(row, 0, as_word(text), style)

    def paragraph(self, first: int, lines: Sequence[str], style: Format) -> None:
        for row, text in enumerate(lines, start=first):
            self.line(row, text, style)

    def write_block(self, page: PageSheet, block: Block, slot: Slot) -> None:
        self.line(slot.title, block.title, self.look.title, height=24)
        for place, column in enumerate(block.columns):
            style = self.look.header_of(column.kind)
            self.worksheet.write_string(slot.first - 1, place, as_word(column.header), style)
        for row, values in enumerate(block.rows, start=slot.first):
            self.write_row(block, row, values)
        for row, name in enumerate(block.names, start=slot.first):
            if name:
                define(self.workbook, name, f"{quoted(page.title)}!$B${row + 1}")
        self.paragraph(slot.note, lines_of(block.note, sum(widths_of(page.blocks))), self.look.note)

    def write_row(self, block: Block, row: int, values: Row) -> None:
        for place, (column, value) in enumerate(zip(block.columns, values, strict=True)):
            write_cell(self.worksheet, row, place, value, column.kind, self.look.ruled[column.kind])

    def write_chart(self, page: PageSheet, block: Block, chart: Chart, slot: Slot, beside: int) -> None:
        place = Place(page.title, slot.first, slot.first + len(block.rows) - 1)
        native = native_chart(self.workbook, block, chart, place)
        native.set_size({"width": CHART, "height": slot.chart_rows * ROW - 10})
        self.worksheet.insert_chart(
            slot.chart,
            0 if self.accessible else beside,
            native,
            {"description": chart.alternative, "object_position": 2, "y_offset": 4},
        )

    def is_wide(self, widths: Sequence[int], places: Sequence[Slot]) -> bool:
        """Whether the page is drawn larger on a sheet laid on its side."""
        beside = not self.accessible and any(slot.chart_rows for slot in places)
        down = max((slot.end for slot in places), default=0)
        return sum(widths) * CHARACTER + beside * CHART > down * ROW
