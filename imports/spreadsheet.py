"""The only place that opens a workbook with openpyxl. Runs in the child process of `imports.sandbox`, nowhere else.

openpyxl's read-only worksheets pad every row up to the last column, so one far cell costs sixteen thousand empty ones
per row. Its row parser gives the filled cells only: we drive it ourselves, and get from the same pass the formula
beside the stored value, hidden rows and columns, and merged ranges.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from imports.archive import DAMAGED, SUSPICIOUS
from imports.delimited import TOO_MANY_CELLS
from imports.errors import UnreadableFile
from imports.limits import MAX_CELLS, MAX_NAMES, MAX_TEXT

MAX_PLACE = 255
EncodedCell = tuple[int, str, object, str | None]
EncodedRow = tuple[int, bool, list[EncodedCell]]


def read_spreadsheet(content: bytes) -> dict[str, object]:
    try:
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        budget = CellBudget()
        sheets = [_read_sheet(workbook, sheet, budget) for sheet in workbook.worksheets]
    except DefusedXmlException as error:
        raise UnreadableFile(SUSPICIOUS) from error
    except (MemoryError, UnreadableFile):
        raise
    except (zipfile.BadZipFile, InvalidFileException, SyntaxError, ArithmeticError, LookupError) as error:
        raise UnreadableFile(DAMAGED) from error
    except (AttributeError, OSError, RecursionError, TypeError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error
    return {"sheets": sheets, "epoch_1904": workbook.epoch == CALENDAR_MAC_1904, "names": _names(workbook)}


def _names(workbook: Any) -> dict[str, str]:
    """Defined names of the whole workbook, with the place each leads to."""
    found = islice(workbook.defined_names.items(), MAX_NAMES)
    return {str(name)[:MAX_PLACE]: str(defined.attr_text)[:MAX_PLACE] for name, defined in found}


class CellBudget:
    """Counts the cells of the whole workbook and stops at the limit."""

    def __init__(self) -> None:
        self.left = MAX_CELLS

    def spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise UnreadableFile(TOO_MANY_CELLS)


class SparseParser(WorkSheetParser):
    """openpyxl's parser of one sheet, keeping only what a table needs and noting the formula beside each value."""

    def __init__(self, source: Any, workbook: Any, sheet: Any) -> None:
        super().__init__(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        self.merged: list[tuple[int | None, ...]] = []
        self.hidden_columns: list[tuple[int, int]] = []

    def filled_rows(self) -> Iterator[EncodedRow]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                filled = [encoded for cell in cells if (encoded := _encode(cell))]
                if filled:
                    yield number, _is_hidden(element), filled
            elif element.tag == MERGE_TAG:
                self.merged = [range_boundaries(child.get("ref", "A1")) for child in element]
            elif element.tag == COL_TAG and _is_hidden(element):
                self.hidden_columns.append((int(element.get("min", 0)), int(element.get("max", 0))))
            if element.tag in {ROW_TAG, MERGE_TAG, COL_TAG}:
                element.clear()

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        is_empty_text = cell["value"] is None and element.get("t") in {"s", "str", "inlineStr"}
        return cell | {"formula": None if formula is None or is_empty_text else "=" + (formula.text or "")[:MAX_TEXT]}


def _read_sheet(workbook: Any, sheet: Any, budget: CellBudget) -> dict[str, object]:
    rows = []
    with sheet._get_source() as source:
        parser = SparseParser(source, workbook, sheet)
        for row in parser.filled_rows():
            budget.spend(len(row[2]))
            rows.append(row)
    return {
        "title": sheet.title,
        "hidden": sheet.sheet_state != "visible",
        "rows": rows,
        "merged": parser.merged,
        "hidden_columns": parser.hidden_columns,
    }


def _encode(cell: dict[str, Any]) -> EncodedCell | None:
    value, formula = cell["value"], cell["formula"]
    if value is None or (isinstance(value, str) and not value.strip()):
        return (cell["column"], "empty", None, formula) if formula else None
    kind = "error" if cell["data_type"] == "e" else _kind(value)
    if isinstance(value, datetime):
        value = value.date()
    return cell["column"], kind, value if kind in {"number", "boolean"} else str(value)[:MAX_TEXT], formula


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "date" if isinstance(value, date) else "text"


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in {"1", "true"}
