"""Saves a workbook without a temporary file, which the child may not open, and with what its formulas last gave.

openpyxl writes a formula without a value: read again before Excel or LibreOffice computed it, it would be empty.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.extended import ExtendedProperties  # noqa: F401 - openpyxl le chargerait trop tard
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from imports.cell_values import EncodedValue
from imports.spreadsheet import StoredValues

TYPES = {"text": "str", "boolean": "b", "error": "e"}


def saved(book: Workbook, values: StoredValues) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        MemoryWriter(book, archive, values).write_data()
    return content.getvalue()


class MemoryWriter(ExcelWriter):
    def __init__(self, book: Workbook, archive: zipfile.ZipFile, values: StoredValues) -> None:
        super().__init__(book, archive)
        self._values = values

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = BytesIO()
        writer = ValuedWriter(ws, out, self._values.get(ws.title, {}))
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], out.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


class ValuedWriter(WorksheetWriter):
    def __init__(self, ws: Any, out: BytesIO, values: Mapping[str, EncodedValue]) -> None:
        super().__init__(ws, out)
        self._values = values

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        super().write_row(ValuedStream(xf, self._values), row, row_idx)


class ValuedStream:
    """Stands for the XML stream of openpyxl, and gives each formula its value on the way."""

    def __init__(self, stream: Any, values: Mapping[str, EncodedValue]) -> None:
        self.element = stream.element
        self._write = stream.write
        self._values = values

    def write(self, cell: Element) -> None:
        place, shown = cell.get("r", ""), cell.find("v")
        if shown is not None and cell.find("f") is not None and place in self._values:
            kind, value = self._values[place]
            shown.text = str(int(value)) if isinstance(value, bool) else str(value)
            if kind in TYPES:
                cell.set("t", TYPES[kind])
        self._write(cell)
