"""The sheet « Lisez-moi »."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.export.escaping import as_word
from imports.export.heights import points
from imports.export.look import NAVY
from imports.export.names import quoted
from imports.export.printing import dress
from imports.export.sheets import DataSheet, Report

WIDTHS = (26, 30, 84)
"""Characters of the three columns."""


def write_cover(workbook: Workbook, worksheet: Worksheet, report: Report, counts: Sequence[int]) -> None:
    """`counts`: how many rows each sheet holds."""
    for place, width in enumerate(WIDTHS):
        worksheet.set_column(place, place, width)
    worksheet.hide_gridlines(2)
    bold = workbook.add_format({"bold": True, "valign": "top", "text_wrap": True})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    link = workbook.add_format({"bold": True, "valign": "top", "font_color": NAVY, "underline": 1})
    head = workbook.add_format({"bold": True, "font_size": 16, "font_color": NAVY})
    warn = workbook.add_format({"bold": True, "bg_color": "#FDF3DC", "font_color": "#8A5A00"})
    worksheet.write_string(0, 0, report.cover.title, head)
    row = 2
    if report.cover.notice:
        worksheet.write_string(1, 0, report.cover.notice, warn)
        for place in range(1, len(WIDTHS)):
            worksheet.write_blank(1, place, None, warn)
    for name, value in report.cover.facts:
        worksheet.write_string(row, 0, name, bold)
        worksheet.write_string(row, 1, value)
        row += 1
    row = section(worksheet, row + 1, "Ce que contient ce classeur", head)
    for sheet, count in zip(report.sheets, counts, strict=True):
        told = f"{count} {'lignes' if count > 1 else 'ligne'}" if isinstance(sheet, DataSheet) else ""
        row = line(worksheet, row, ("", told, sheet.help), bold, wrap)
        worksheet.write_url(row - 1, 0, f"internal:{quoted(sheet.title)}!A1", link, sheet.title)
    row = section(worksheet, row + 1, "Définitions", head)
    for name, value in report.cover.definitions:
        row = line(worksheet, row, (name, "", value), bold, wrap)
    for where, column, meaning in report.definitions():
        row = line(worksheet, row, (where, column, meaning), bold, wrap)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    dress(worksheet, "Lisez-moi")


def section(worksheet: Worksheet, row: int, title: str, style: Format) -> int:
    worksheet.write_string(row, 0, title, style)
    return row + 1


def line(worksheet: Worksheet, row: int, texts: tuple[str, str, str], bold: Format, wrap: Format) -> int:
    for place, text in enumerate(texts):
        if text:
            worksheet.write_string(row, place, as_word(text), wrap if place else bold)
    worksheet.set_row(row, max(points(text, width) for text, width in zip(texts, WIDTHS, strict=True)))
    return row + 1
