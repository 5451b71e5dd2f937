"""A page of a workbook, to read and to print: its blocks one under the other, each chart beside its figures."""

from collections.abc import Sequence
from itertools import zip_longest

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from imports.export.cells import write_cell
from imports.export.charts import Place, native_chart
from imports.export.look import Look
from imports.export.names import define, quoted
from imports.export.printing import set_up_one_page
from imports.export.sheets import Block, Chart, Column, PageSheet, Row

ROW = 20
CHARACTER = 7
CHART = 520
"""Pixels: the height of a row, the width of a character and of a chart."""
CHART_ROWS = 11


class PageWriter:
    """`accessible`: every chart under its figures, so that the page reads from top to bottom."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, look: Look, *, accessible: bool) -> None:
        self.workbook, self.worksheet, self.look, self.accessible = workbook, worksheet, look, accessible
        self.row = 0
        self.has_chart = False

    def write(self, page: PageSheet) -> None:
        widths = widths_of(page.blocks)
        for place, width in enumerate(widths):
            self.worksheet.set_column(place, place, width)
        self.beside = len(widths) + 1
        self.worksheet.set_column(len(widths), len(widths), 3)
        self.worksheet.hide_gridlines(2)
        self.line(page.heading, self.look.heading, height=28)
        if page.intro:
            self.line(page.intro, self.look.intro)
        for block in page.blocks:
            self.row += 1
            self.write_block(page, block)
        set_up_one_page(self.worksheet, page.title, wide=self.is_wide(widths))

    def line(self, text: str, style: object, height: int = ROW) -> None:
        self.worksheet.set_row_pixels(self.row, height)
        self.worksheet.write_string(self.row, 0, text, style)
        self.row += 1

    def write_block(self, page: PageSheet, block: Block) -> None:
        top = self.row
        self.line(block.title, self.look.title, height=24)
        self.write_header(block.columns)
        drawn = Place(page.title, self.row, self.row + len(block.rows) - 1)
        for number, row in enumerate(block.rows):
            self.write_row(page, block, row, block.names[number] if number < len(block.names) else "")
        if block.note:
            self.line(block.note, self.look.note)
        if block.chart and block.rows:
            self.write_chart(block, block.chart, drawn, top)

    def write_header(self, columns: Sequence[Column]) -> None:
        for place, column in enumerate(columns):
            self.worksheet.write_string(self.row, place, column.header, self.look.header_of(column.kind))
        self.row += 1

    def write_row(self, page: PageSheet, block: Block, row: Row, name: str) -> None:
        for place, (column, value) in enumerate(zip(block.columns, row, strict=True)):
            write_cell(self.worksheet, self.row, place, value, column.kind, self.look.ruled[column.kind])
        if name:
            define(self.workbook, name, f"{quoted(page.title)}!$B${self.row + 1}")
        self.row += 1

    def write_chart(self, block: Block, chart: Chart, place: Place, top: int) -> None:
        rows = max(CHART_ROWS, self.row - top)
        native = native_chart(self.workbook, block, chart, place)
        native.set_size({"width": CHART, "height": rows * ROW - 10})
        at = (self.row, 0) if self.accessible else (top, self.beside)
        self.worksheet.insert_chart(
            *at, native, {"description": chart.alternative, "object_position": 2, "y_offset": 4}
        )
        self.row = self.row + rows if self.accessible else max(self.row, top + rows)
        self.has_chart = True

    def is_wide(self, widths: Sequence[int]) -> bool:
        """Whether the page is drawn larger on a sheet laid on its side."""
        across = sum(widths) * CHARACTER + (CHART if self.has_chart and not self.accessible else 0)
        return across > self.row * ROW


def widths_of(blocks: Sequence[Block]) -> list[int]:
    """Of each column, the widest asked for by a block."""
    each = (tuple(column.characters for column in block.columns) for block in blocks)
    return [max(asked) for asked in zip_longest(*each, fillvalue=0)]
