"""Workbooks made to harm, built part by part."""

import zipfile
from io import BytesIO

from tests.imports.support import FOLLOW_UP

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
FOOTER = "</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&d;</v></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&file;</v></c></row></sheetData></worksheet>'
)


def sheet_of(rows: str) -> bytes:
    return f"{HEADER}{rows}{FOOTER}".encode()


def with_parts(replaced: dict[str, bytes], *, level: int = 9) -> bytes:
    """The follow-up workbook, some of its parts replaced or added."""
    content = BytesIO()
    with (
        zipfile.ZipFile(FOLLOW_UP) as source,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target,
    ):
        for name in source.namelist():
            target.writestr(name, replaced.get(name) or source.read(name))
        for name in replaced.keys() - set(source.namelist()):
            target.writestr(name, replaced[name])
    return content.getvalue()


def with_flag(content: bytes, bit: int) -> bytes:
    """Sets a flag of every entry of the directory, as an encrypted archive has."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= bit
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def lying_about_size(content: bytes, claimed: int) -> bytes:
    """Writes a small unpacked size for the first sheet in the directory, whatever it really unpacks to."""
    changed = bytearray(content)
    at = changed.rfind(b"PK\x01\x02", 0, changed.rfind(SHEET.encode()))
    changed[at + 24 : at + 28] = claimed.to_bytes(4, "little")
    return bytes(changed)
