"""Workbooks read by programs: bare sheets, headers as given, no cover. Texts stay texts, whatever they begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

PlainValue = str | int | float | None
MAX_TEXT = 32_767  # Excel's limit for one cell
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
WIDTHS = (14, 48)


@dataclass(frozen=True)
class PlainSheet:
    """Without `headers`, the rows begin at the top."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[PlainValue]]


def write_plain(sheets: Sequence[PlainSheet], *, title: str, author: str, made_on: date) -> bytes:
    """Equal data gives equal bytes."""
    target = BytesIO()
    workbook = Workbook(target, OPTIONS)
    made = datetime.combine(made_on, time(), tzinfo=UTC)
    workbook.set_properties({"title": title, "author": author, "company": author, "created": made})
    text, bold = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True})
    for sheet in sheets:
        write_sheet(workbook.add_worksheet(sheet.title), sheet, text, bold)
    workbook.close()
    return target.getvalue()


def write_sheet(worksheet: Worksheet, sheet: PlainSheet, text: Format, bold: Format) -> None:
    lines = [sheet.headers, *sheet.rows] if sheet.headers else sheet.rows
    for number, line in enumerate(lines):
        for place, value in enumerate(line):
            write_cell(worksheet, number, place, value, bold if sheet.headers and number == 0 else text)
    for place in range(max(map(len, lines), default=0)):
        longest = max(len(str(line[place])) for line in lines if place < len(line))
        worksheet.set_column(place, place, min(max(longest + 2, WIDTHS[0]), WIDTHS[1]))
    if sheet.headers:
        worksheet.freeze_panes(1, 0)


def write_cell(worksheet: Worksheet, row: int, place: int, value: PlainValue, style: Format) -> None:
    if isinstance(value, str):
        worksheet.write_string(row, place, value[:MAX_TEXT], style)
    elif value is not None:
        worksheet.write_number(row, place, value)
