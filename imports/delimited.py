"""Reads the CSV files French spreadsheets write: semicolons, Windows characters, sometimes a byte order mark."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from imports.encodings import NOT_TEXT, decode
from imports.errors import UnreadableFile
from imports.limits import MAX_CELLS, MAX_TEXT

TOO_MANY_CELLS = "Ce fichier contient trop de cases pour être lu en une fois\u202f: séparez-le en plusieurs."
DELIMITERS = (";", "\t", ",", "|")
SAMPLE_CHARACTERS, SAMPLE_ROWS = 100_000, 100
# Excel écrit et lit cette première ligne sans la montrer : elle ne compte pas dans les numéros de ligne.
DECLARED = re.compile(r"\"?sep=(?P<delimiter>[;,\t|])\"?[;,\t|]*\r?\n", re.IGNORECASE)
KEPT_AS_TEXT = re.compile(r'="([^"]+)"')

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


def _rows(text: str) -> Iterator[EncodedRow]:
    cells = 0
    for number, fields in enumerate(_fields(text), start=1):
        filled = [[place, "text", _bare(value), None] for place, value in enumerate(fields, start=1) if value.strip()]
        cells += len(filled)
        if cells > MAX_CELLS:
            raise UnreadableFile(TOO_MANY_CELLS)
        if filled:
            yield [number, False, filled]


def _bare(value: str) -> str:
    """« ="01004" » is how some programs keep Excel from eating a zero."""
    found = KEPT_AS_TEXT.fullmatch(value)
    return found[1] if found else value


def _fields(text: str) -> Iterator[list[str]]:
    if declared := DECLARED.match(text):
        return _split(text[declared.end() :], declared["delimiter"])
    sample = text[:SAMPLE_CHARACTERS]
    return _split(text, max(DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter)))


def _consistency(sample: str, delimiter: str) -> float:
    """How many of the first rows it cuts into the same number of fields; commas in sentences do so at random.

    The first of equals wins: a semicolon, as Excel in French writes it.
    """
    counts = Counter(len(fields) for fields in islice(_split(sample, delimiter), SAMPLE_ROWS) if any(fields))
    several = [rows for fields, rows in counts.items() if fields > 1]
    return max(several, default=0) / max(counts.total(), 1)


def _split(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)
