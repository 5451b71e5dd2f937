"""Workbooks read by programs: bare sheets, headers as given, no cover. Texts stay texts, whatever they begin with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import chain
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

PlainValue = str | int | float | None
MAX_TEXT = 32_767  # Excel's limit for one cell
OPTIONS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
WIDTHS = (14, 48)


@dataclass(frozen=True)
class PlainSheet:
    """Without `headers`, the rows begin at the top."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[PlainValue]]


def write_plain(sheets: Iterable[PlainSheet], *, title: str, author: str, made_on: date) -> bytes:
    """Equal data gives equal bytes."""
    target = BytesIO()
    draw(Workbook(target, {"in_memory": True, **OPTIONS}), sheets, title=title, author=author, made_on=made_on)
    return target.getvalue()


def write_long(out: Path, sheets: Iterable[PlainSheet], *, title: str, author: str, made_on: date) -> None:
    """The same cells, one row after the other, each text in its cell; equal data gives equal bytes here too."""
    workbook = Workbook(str(out), {"constant_memory": True, "tmpdir": str(out.parent), **OPTIONS})
    draw(workbook, sheets, title=title, author=author, made_on=made_on)


def draw(workbook: Workbook, sheets: Iterable[PlainSheet], *, title: str, author: str, made_on: date) -> None:
    made = datetime.combine(made_on, time(), tzinfo=UTC)
    workbook.set_properties({"title": title, "author": author, "company": author, "created": made})
    text, bold = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True})
    for sheet in sheets:
        write_sheet(workbook.add_worksheet(sheet.title), sheet, text, bold)
    workbook.close()


def write_sheet(worksheet: Worksheet, sheet: PlainSheet, text: Format, bold: Format) -> None:
    longest: dict[int, int] = {}
    for number, line in enumerate(chain([sheet.headers] if sheet.headers else [], sheet.rows)):
        for place, value in enumerate(line):
            write_cell(worksheet, number, place, value, bold if sheet.headers and number == 0 else text)
            longest[place] = max(longest.get(place, 0), len(str(value)))
    for place, own in longest.items():
        worksheet.set_column(place, place, min(max(own + 2, WIDTHS[0]), WIDTHS[1]))
    if sheet.headers:
        worksheet.freeze_panes(1, 0)


def write_cell(worksheet: Worksheet, row: int, place: int, value: PlainValue, style: Format) -> None:
    if isinstance(value, str):
        worksheet.write_string(row, place, value[:MAX_TEXT], style)
    elif value is not None:
        worksheet.write_number(row, place, value)
