"""Lines of a CSV file for a French spreadsheet: semicolons, UTF-8 with its mark, no text read as a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

MARK = "\ufeff".encode()
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def line(row: Iterable[str]) -> bytes:
    target = StringIO(newline="")
    csv.writer(target, delimiter=";").writerow([safe(text) for text in row])
    return target.getvalue().encode()


def safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
