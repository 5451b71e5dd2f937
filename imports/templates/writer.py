"""Writes a template: real tables whose headings hold still, cells that know what they expect, help beside each.

Only the headings are locked, without a password: it keeps a hand from slipping, it is no wall. Equal data gives equal
bytes.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.cells.written import Written, written
from imports.columns import AnyColumn
from imports.export.printing import set_up_pages
from imports.export.writer import OPTIONS, TABLE_STYLE
from imports.offline.look import NAVY, PAPER, QUIET
from imports.templates.cover import write_cover
from imports.templates.lists import TITLE as LISTS
from imports.templates.lists import write_lists
from imports.templates.rules import Lists, add_rule
from imports.templates.shapes import NUMBER_FORMATS, Shape, heading, is_hidden, shape_of, width
from imports.templates.sheets import Template, TemplateSheet

RULE = "#DDE4E9"
FREE_ROWS = 200
"""Empty rows of the table under the last one: a protected sheet does not let a table grow."""
PRINTED_ROWS = 40
HEADING_HEIGHT, LINE_HEIGHT, MOST_LINES = 30, 15, 20
ALLOWED = (
    "select_locked_cells", "select_unlocked_cells", "format_cells", "format_columns", "format_rows", "insert_rows",
    "insert_hyperlinks", "sort", "autofilter",
)  # fmt: skip


def write_template(template: Template) -> bytes:
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True, **OPTIONS})
    workbook.set_properties(
        {
            "title": template.title,
            "author": "Fonds ODD 17",
            "company": "Fonds ODD 17",
            "created": datetime.combine(template.made_on, time(), tzinfo=UTC),
        }
    )
    workbook.set_size(2400, 1600)
    cover = workbook.add_worksheet("Lisez-moi")
    sheets = [(workbook.add_worksheet(sheet.title), sheet) for sheet in template.sheets]
    columns = [column for sheet in template.sheets for column in sheet.own_columns]
    lists = write_lists(workbook, workbook.add_worksheet(LISTS), columns)
    write_cover(workbook, cover, template)
    for worksheet, sheet in sheets:
        SheetWriter(workbook, worksheet, sheet).write(lists)
    sheets[0][0].activate()
    workbook.close()
    return target.getvalue()


class SheetWriter:
    def __init__(self, workbook: Workbook, worksheet: Worksheet, sheet: TemplateSheet) -> None:
        self.worksheet = worksheet
        self.sheet = sheet
        self.last_row = len(sheet.rows) + FREE_ROWS
        self.headings = [_heading(workbook, column) for column in sheet.columns]
        self.lines: dict[int, int] = defaultdict(lambda: 1)
        self.formats = {shape: _cells(workbook, shape) for shape in Shape}

    def write(self, lists: Lists) -> None:
        self._table()
        for place, column in enumerate(self.sheet.columns):
            style = self.formats[shape_of(column)]
            self.worksheet.set_column(place, place, width(column), style, {"hidden": is_hidden(column)})
            add_rule(self.worksheet, column, place, self.last_row, lists)
            for number, row in enumerate(self.sheet.rows, start=1):
                value = written(column, row.get(column.field))
                self.lines[number] = max(self.lines[number], _lines(value, width(column)))
                _write(self.worksheet, number, place, value, style)
        self._heights()
        self._page()

    def _heights(self) -> None:
        """Given, where a text takes several lines: not every spreadsheet works it out when it opens a file."""
        for number, lines in self.lines.items():
            if lines > 1:
                self.worksheet.set_row(number, LINE_HEIGHT * min(lines, MOST_LINES))

    def _table(self) -> None:
        headings = [
            {"header": heading(column), "header_format": style}
            for column, style in zip(self.sheet.columns, self.headings, strict=True)
        ]
        table = {"name": self.sheet.table, "style": TABLE_STYLE, "columns": headings}
        self.worksheet.add_table(0, 0, self.last_row, len(headings) - 1, table)
        self.worksheet.set_row(0, HEADING_HEIGHT)

    def _page(self) -> None:
        worksheet, columns = self.worksheet, self.sheet.own_columns
        worksheet.freeze_panes(1, 1)
        worksheet.print_area(0, 0, max(len(self.sheet.rows), PRINTED_ROWS), len(columns) - 1)
        set_up_pages(worksheet, self.sheet.title, list(map(width, columns)))
        worksheet.protect("", dict.fromkeys(ALLOWED, True))


def _heading(workbook: Workbook, column: AnyColumn) -> Format:
    """A required column stands out; a heading leans to the side of its cells."""
    ink, paper = (PAPER, NAVY) if column.required else (NAVY, QUIET)
    look = {"bold": True, "font_color": ink, "bg_color": paper, "valign": "vcenter", "text_wrap": True}
    side = {"align": "right" if shape_of(column) in NUMBER_FORMATS else "left", "indent": 1}
    return workbook.add_format(look | side | {"border": 1, "border_color": PAPER})


def _cells(workbook: Workbook, shape: Shape) -> Format:
    is_number = shape in NUMBER_FORMATS
    look = {"locked": False, "valign": "top", "bottom": 1, "bottom_color": RULE, "indent": 1}
    words = {"num_format": NUMBER_FORMATS.get(shape, "@"), "text_wrap": not is_number}
    return workbook.add_format(look | words | {"align": "right" if is_number else "left"})


def _lines(value: Written, characters: int) -> int:
    """How many lines a text takes in a column so wide; words do not fill their line to the end."""
    return 1 + int(len(value) / (characters * 0.85)) if isinstance(value, str) else 1


def _write(worksheet: Worksheet, row: int, place: int, value: Written, style: Format) -> None:
    if isinstance(value, str):
        worksheet.write_string(row, place, value, style)
    elif isinstance(value, date):
        worksheet.write_datetime(row, place, value, style)
    elif isinstance(value, Decimal):
        worksheet.write_number(row, place, value, style)
