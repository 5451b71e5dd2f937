"""Small files for the tests of imports."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

import openpyxl

from tests.imports.support import edited


def csv_of(rows: Iterable[Sequence[str]], encoding: str = "cp1252") -> bytes:
    """As Excel in French writes it."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode(encoding)


def follow_up_with(cells: Mapping[str, object]) -> bytes:
    """The follow-up workbook with some cells changed: {« Suivi!D5 »: …}."""

    def change(workbook: openpyxl.Workbook) -> None:
        for place, value in cells.items():
            sheet, _, cell = place.partition("!")
            workbook[sheet][cell] = value

    return edited(change)
