"""Writes a report as an .xlsx: real tables, typed cells, totals as formulas that carry their computed value.

A formula written without its value shows 0 in viewers that do not recalculate; a text that begins with « = » must
stay a text. Equal data gives equal bytes: no clock, no random name.
"""

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from imports.export.cover import write_cover
from imports.export.exact import ExactWorksheet
from imports.export.look import Look
from imports.export.names import define
from imports.export.page import PageWriter
from imports.export.sheets import DataSheet, PageSheet, Report
from imports.export.tables import write_sheet

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
TABLE_STYLE = "Table Style Light 1"


def write_report(report: Report, out: Path | BinaryIO | None = None) -> bytes:
    """The workbook as bytes, or written to `out` and nothing returned."""
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True, **OPTIONS})
    describe(workbook, report)
    look = Look(workbook, report.date_format)
    cover = workbook.add_worksheet("Lisez-moi", ExactWorksheet)
    counts = [write_one(workbook, sheet, look, report) for sheet in report.sheets]
    write_cover(workbook, cover, report, counts)
    for name, cells in report.names.items():
        define(workbook, name, cells)
    workbook.close()
    content = target.getvalue()
    if out is None:
        return content
    if isinstance(out, Path):
        out.write_bytes(content)
    else:
        out.write(content)
    return b""


def describe(workbook: Workbook, report: Report) -> None:
    workbook.set_properties(
        {
            "title": report.cover.title,
            "author": "Fonds ODD 17",
            "company": "Fonds ODD 17",
            "created": datetime.combine(report.made_on, time(), tzinfo=UTC),
        }
    )
    workbook.set_size(2400, 1600)


def write_one(workbook: Workbook, sheet: DataSheet | PageSheet, look: Look, report: Report) -> int:
    """How many rows were written, none for a page."""
    worksheet = workbook.add_worksheet(sheet.title, ExactWorksheet)
    if isinstance(sheet, PageSheet):
        PageWriter(workbook, worksheet, look, accessible=report.accessible).write(sheet)
        return 0
    return write_sheet(worksheet, sheet, look, accessible=report.accessible)
