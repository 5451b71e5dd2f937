"""Opens a workbook. Runs in the child process of `imports.sandbox`, nowhere else.

openpyxl tells how the workbook is made: its parts, its sheets, its names. Its sheets, texts and styles, which may be
long or made to harm, are read by `imports.sheet_xml`, `imports.string_table` and `imports.style_table`, event by event.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS

from imports.archive import DAMAGED
from imports.budget import Budget
from imports.cell_values import EncodedValue, Styles
from imports.errors import UnreadableFile
from imports.limits import MAX_NAMES
from imports.marked_sheet import MARKER, marked_title
from imports.sheet_xml import SheetReader
from imports.string_table import StringTable
from imports.style_table import StyleTable
from imports.xml_events import SUSPICIOUS

MAX_PLACE = 255
StoredValues = dict[str, dict[str, EncodedValue]]
# Tout ce qu’un classeur mal formé fait lever à openpyxl, à zipfile et à expat.
BREAKAGES = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ArithmeticError,
    AttributeError,
    ExpatError,
    LookupError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)


def read_spreadsheet(content: bytes) -> dict[str, object]:
    try:
        return _read(content)
    except DefusedXmlException as error:
        raise UnreadableFile(SUSPICIOUS) from error
    except BREAKAGES as error:
        raise UnreadableFile(DAMAGED) from error


def stored_values(content: bytes) -> StoredValues:
    """By sheet and by cell, what each formula last gave, dates left as the numbers they are stored as."""
    reader = _opened(content)
    return {
        title: {
            f"{get_column_letter(column)}{number}": (kind, value)
            for number, _, cells in read.rows
            for column, kind, value, formula in cells
            if formula and value is not None
        }
        for title, _, read in _sheets(reader, Styles(reader.wb.epoch))
    }


def _read(content: bytes) -> dict[str, object]:
    reader = _opened(content)
    names = _names(reader.parser)
    ours = marked_title(names)
    names.pop(MARKER, None)
    sheets = [_encoded(title, state, read) for title, state, read in _sheets(reader, _styles(reader), leaving_out=ours)]
    return {"sheets": sheets, "epoch_1904": reader.wb.epoch == CALENDAR_MAC_1904, "names": names}


def _opened(content: bytes) -> Any:
    reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    return reader


def _sheets(reader: Any, styles: Styles, *, leaving_out: str | None = None) -> Iterator[tuple[str, str, SheetReader]]:
    strings, budget = _strings(reader), Budget()
    for sheet, relation in reader.parser.find_sheets():
        if relation.target not in reader.valid_files or "chartsheet" in relation.Type or sheet.name == leaving_out:
            continue
        read = SheetReader(strings, styles, budget)
        with reader.archive.open(relation.target) as part:
            read.read(part)
        yield sheet.name, sheet.state, read


def _styles(reader: Any) -> Styles:
    if ARC_STYLE not in reader.valid_files:
        return Styles(reader.wb.epoch)
    with reader.archive.open(ARC_STYLE) as part:
        return StyleTable(reader.wb.epoch).read(part)


def _strings(reader: Any) -> list[str]:
    declared = reader.package.find(SHARED_STRINGS)
    if declared is None:
        return []
    with reader.archive.open(declared.PartName[1:]) as part:
        return StringTable().read(part)


def _encoded(title: str, state: str, read: SheetReader) -> dict[str, object]:
    return {
        "title": title,
        "hidden": state != "visible",
        "rows": read.rows,
        "merged": read.merged,
        "hidden_columns": read.hidden_columns,
    }


def _names(parser: Any) -> dict[str, str]:
    """Defined names of the whole workbook, with the place each leads to."""
    found = islice(parser.defined_names.by_sheet().get("global", {}).items(), MAX_NAMES)
    return {str(name)[:MAX_PLACE]: str(defined.attr_text)[:MAX_PLACE] for name, defined in found}
