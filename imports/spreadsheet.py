"""Opens a workbook. Runs in the child process of `imports.sandbox`, nowhere else.

openpyxl tells how the workbook is made: its parts, its sheets, its names. Its sheets, texts and styles, which may be
long or made to harm, are read by `imports.sheet_xml`, `imports.string_table` and `imports.style_table`, event by event.
"""

import zipfile
from io import BytesIO
from itertools import islice
from typing import Any
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS

from imports.archive import DAMAGED
from imports.budget import Budget
from imports.cell_values import Styles
from imports.errors import UnreadableFile
from imports.limits import MAX_NAMES
from imports.sheet_xml import SheetReader
from imports.string_table import StringTable
from imports.style_table import StyleTable
from imports.xml_events import SUSPICIOUS

MAX_PLACE = 255
# Tout ce qu’un classeur mal formé fait lever à openpyxl, à zipfile et à expat.
BREAKAGES = (
    zipfile.BadZipFile,
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
        return _read(ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False))
    except DefusedXmlException as error:
        raise UnreadableFile(SUSPICIOUS) from error
    except BREAKAGES as error:
        raise UnreadableFile(DAMAGED) from error


def _read(reader: Any) -> dict[str, object]:
    reader.read_manifest()
    reader.read_workbook()
    styles, strings, budget = _styles(reader), _strings(reader), Budget()
    sheets = [
        _read_sheet(reader, sheet, relation.target, SheetReader(strings, styles, budget))
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type
    ]
    return {"sheets": sheets, "epoch_1904": reader.wb.epoch == CALENDAR_MAC_1904, "names": _names(reader.parser)}


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


def _read_sheet(reader: Any, sheet: Any, target: str, content: SheetReader) -> dict[str, object]:
    with reader.archive.open(target) as part:
        content.read(part)
    return {
        "title": sheet.name,
        "hidden": sheet.state != "visible",
        "rows": content.rows,
        "merged": content.merged,
        "hidden_columns": content.hidden_columns,
    }


def _names(parser: Any) -> dict[str, str]:
    """Defined names of the whole workbook, with the place each leads to."""
    found = islice(parser.defined_names.by_sheet().get("global", {}).items(), MAX_NAMES)
    return {str(name)[:MAX_PLACE]: str(defined.attr_text)[:MAX_PLACE] for name, defined in found}
