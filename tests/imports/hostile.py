"""Workbooks made to harm, built part by part."""

import random
import zipfile
from collections.abc import Mapping
from io import BytesIO

from imports.workbook import column_letters
from tests.imports.support import FOLLOW_UP

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
FOOTER = "</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
TYPES, STRINGS = "[Content_Types].xml", "xl/sharedStrings.xml"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&d;</v></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&file;</v></c></row></sheetData></worksheet>'
)


def sheet_of(rows: str, *, before: str = "", after: str = "") -> bytes:
    text = f"{HEADER}{rows}{FOOTER}".replace("<sheetData>", f"{before}<sheetData>")
    return text.replace("</worksheet>", f"{after}</worksheet>").encode()


def with_sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    """Little compressed, as a patient attacker would, so that its ratio betrays nothing."""
    return with_parts({SHEET: sheet_of(rows, before=before, after=after)}, level=1)


def rows_of(rows: int, columns: int, cell: str) -> str:
    """As many rows of the same cell, written with its place: « {letter} », « {n} »."""
    letters = [column_letters(column) for column in range(1, columns + 1)]
    return "".join(
        f'<row r="{n}">{"".join(cell.format(letter=letter, n=n) for letter in letters)}</row>'
        for n in range(1, rows + 1)
    )


def with_parts(replaced: Mapping[str, bytes | None], *, level: int = 9) -> bytes:
    """The follow-up workbook, some of its parts replaced, added, or removed when None."""
    content = BytesIO()
    with (
        zipfile.ZipFile(FOLLOW_UP) as source,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target,
    ):
        parts = {name: source.read(name) for name in source.namelist()} | replaced
        for name, part in parts.items():
            if part is not None:
                target.writestr(name, part)
    return content.getvalue()


def with_strings(strings: str, rows: str) -> bytes:
    """The follow-up workbook with a table of shared texts, which it has not."""
    declared = f'<Override PartName="/{STRINGS}" ContentType="{STRINGS_TYPE}"/></Types>'
    table = f'<sst xmlns="{MAIN}">{strings}</sst>'
    types = part_of(TYPES).replace("</Types>", declared)
    return with_parts({TYPES: types.encode(), STRINGS: table.encode(), SHEET: sheet_of(rows)}, level=1)


def zip_of(**parts: str) -> bytes:
    """A zip of another kind of document, « __ » standing for a slash."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name, text in parts.items():
            target.writestr(name.replace("__", "/"), text)
    return content.getvalue()


def part_of(name: str) -> str:
    with zipfile.ZipFile(FOLLOW_UP) as source:
        return source.read(name).decode()


def with_flag(content: bytes, bit: int) -> bytes:
    """Sets a flag of every entry of the directory, as an encrypted archive has."""
    changed = bytearray(content)
    for at in _entries(content):
        changed[at + 8] |= bit
    return bytes(changed)


def lying_about_size(content: bytes, claimed: int, part: str = SHEET) -> bytes:
    """Writes a small unpacked size for one part in the directory, whatever it really unpacks to."""
    changed = bytearray(content)
    at = changed.rfind(b"PK\x01\x02", 0, changed.rfind(part.encode()))
    changed[at + 24 : at + 28] = claimed.to_bytes(4, "little")
    return bytes(changed)


def overlapping(content: bytes) -> bytes:
    """Every entry of the directory unpacks the same bytes, as the bombs of D. Fifield do."""
    changed = bytearray(content)
    entries = _entries(content)
    for at in entries:
        changed[at + 42 : at + 46] = changed[entries[0] + 42 : entries[0] + 46]
    return bytes(changed)


def symbolic_link() -> bytes:
    content = BytesIO(FOLLOW_UP.read_bytes())
    with zipfile.ZipFile(content, "a") as target:
        link = zipfile.ZipInfo("xl/worksheets/sheet9.xml")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    return content.getvalue()


def noise(size: int) -> str:
    """Text that hardly compresses, always the same."""
    return random.Random(17).randbytes(size // 2).hex()


def _entries(content: bytes) -> list[int]:
    found, at = [], content.find(b"PK\x01\x02")
    while at >= 0:
        found.append(at)
        at = content.find(b"PK\x01\x02", at + 4)
    return found
