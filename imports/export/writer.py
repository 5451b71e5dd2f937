"""Writes a report as an .xlsx: real tables, typed cells, totals as formulas that carry their computed value.

A formula written without its value shows 0 in viewers that do not recalculate; a text that begins with « = » must
stay a text. Equal data gives equal bytes: no clock, no random name.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from xlsxwriter import Workbook

from imports.export.container import Part, copied, packed, write_zip
from imports.export.cover import write_cover
from imports.export.exact import ExactWorksheet
from imports.export.look import Look
from imports.export.names import define
from imports.export.packing import Packer
from imports.export.page import PageWriter
from imports.export.sheets import PageSheet, Report
from imports.export.tables import ROWS_HERE, TABLE_STYLE, TableWorksheet, TableWriter
from imports.export.words import Words

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
__all__ = ("OPTIONS", "TABLE_STYLE", "write_report")


def write_report(report: Report, out: Path | BinaryIO | None = None) -> bytes:
    """The workbook as bytes, or written to `out` and no bytes given back."""
    if isinstance(out, Path):
        with out.open("wb") as file:
            return write_report(report, file)
    target = out or BytesIO()
    drawn = BytesIO()
    with Packer() as packer:
        workbook = Workbook(drawn, {"in_memory": True, **OPTIONS})
        draw(workbook, report, packer)
        workbook.close()
        tables = {f"xl/worksheets/sheet{sheet.index + 1}.xml": sheet for sheet in tables_of(workbook)}
        with ZipFile(drawn) as archive:
            write_zip(target, parts(archive, tables))
    return target.getvalue() if isinstance(target, BytesIO) and out is None else b""


def draw(workbook: Workbook, report: Report, packer: Packer) -> None:
    """Everything but the rows of the tables, which wait in the packer."""
    describe(workbook, report)
    look = Look(workbook, report.date_format)
    words = Words(workbook.str_table._get_shared_string_index)
    cover = workbook.add_worksheet("Lisez-moi", ExactWorksheet)
    counts = []
    for sheet in report.sheets:
        if isinstance(sheet, PageSheet):
            worksheet = workbook.add_worksheet(sheet.title, ExactWorksheet)
            PageWriter(workbook, worksheet, look, accessible=report.accessible).write(sheet)
            counts.append(0)
        else:
            table = TableWriter(workbook.add_worksheet(sheet.title, TableWorksheet), sheet, look, words)
            counts.append(table.write(packer.stream(), accessible=report.accessible))
    write_cover(workbook, cover, report, counts)
    workbook.str_table.count += words.cells - words.count
    for name, cells in report.names.items():
        define(workbook, name, cells)


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


def tables_of(workbook: Workbook) -> Iterator[TableWorksheet]:
    return (sheet for sheet in workbook.worksheets() if isinstance(sheet, TableWorksheet))


def parts(archive: ZipFile, tables: dict[str, TableWorksheet]) -> Iterator[Part]:
    """Each part as XlsxWriter drew it, the rows put in their place."""
    for info in archive.infolist():
        table = tables.get(info.filename)
        if table is None:
            yield Part(info.filename, (copied(archive, info),))
        else:
            before, _, after = archive.read(info).partition(ROWS_HERE.encode())
            yield Part(info.filename, (packed(before, last=False), table.rows, packed(after, last=True)))
