"""Reads the CSV files French spreadsheets write: semicolons, Windows characters, sometimes a byte order mark."""

import csv
from io import StringIO

from imports.errors import UnreadableFile
from imports.limits import MAX_CELLS, MAX_TEXT

NOT_TEXT = "Ce fichier n’est ni un classeur .xlsx ni un fichier CSV."
TOO_MANY_CELLS = "Ce fichier contient trop de cases pour être lu en une fois\u202f: séparez-le en plusieurs."
DELIMITERS = (";", "\t", ",")

EncodedRow = list[object]


def read_delimited(content: bytes) -> dict[str, object]:
    """One sheet, in the same form as a workbook's; every cell is text, the parsers of `imports.cells` do the rest."""
    text = decode(content)
    csv.field_size_limit(MAX_TEXT)
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise UnreadableFile(NOT_TEXT) from error
    sheet = {"title": "", "hidden": False, "rows": rows, "merged": [], "hidden_columns": []}
    return {"sheets": [sheet], "epoch_1904": False}


def decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_strictly(content, "utf-16")
    if b"\0" in content:
        raise UnreadableFile(NOT_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_strictly(content, "cp1252")


def _decode_strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(NOT_TEXT) from error


def _rows(text: str) -> list[EncodedRow]:
    rows: list[EncodedRow] = []
    cells = 0
    for number, fields in enumerate(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)), start=1):
        filled = [[column, "text", value, None] for column, value in enumerate(fields, start=1) if value.strip()]
        cells += len(filled)
        if cells > MAX_CELLS:
            raise UnreadableFile(TOO_MANY_CELLS)
        if filled:
            rows.append([number, False, filled])
    return rows


def _delimiter(text: str) -> str:
    """The mark most present in the first lines; a semicolon wins ties, as Excel in French writes it."""
    sample = text[:20_000]
    return max(DELIMITERS, key=sample.count)
