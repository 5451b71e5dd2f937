"""The same sheets written by pandas, and the check that both workbooks hold the same values."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from math import isclose
from typing import Any

import pandas
from openpyxl import load_workbook

from imports.export.sheets import DataSheet, Formula, Kind, Report

# pandas at its best: no guess on the look of texts, everything in memory.
ENGINES: dict[str, dict[str, Any]] = {
    "xlsxwriter": {"options": {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}},
    "openpyxl": {},
}
NUMBERS = (Kind.MONEY, Kind.SCORE, Kind.PERCENT, Kind.NUMBER)


def tables_of(report: Report) -> list[DataSheet]:
    """The sheets that pandas can write; the pages, their charts and « Lisez-moi » are ours alone."""
    return [sheet for sheet in report.sheets if isinstance(sheet, DataSheet)]


def frames_of(report: Report, lines: int | None = None) -> dict[str, pandas.DataFrame]:
    return {sheet.title: frame_of(sheet, lines) for sheet in tables_of(report)}


def frame_of(sheet: DataSheet, lines: int | None = None) -> pandas.DataFrame:
    """Amounts and scores as floats, the fastest pandas can write; of a formula, its value."""
    headers = [column.header for column in sheet.columns]
    kept = islice(sheet.rows, lines)
    rows = [[value.value if isinstance(value, Formula) else value for value in row] for row in kept]
    frame = pandas.DataFrame(rows, columns=headers, dtype=object)
    for place, column in enumerate(sheet.columns):
        if column.kind in NUMBERS and not any(isinstance(row[place], str) for row in rows):
            frame[column.header] = frame[column.header].astype(float)
    return frame


def write_frames(frames: dict[str, pandas.DataFrame], engine: str) -> bytes:
    target = BytesIO()
    options = {"engine": engine, "engine_kwargs": ENGINES[engine], "date_format": "dd/mm/yyyy"}
    with pandas.ExcelWriter(target, **options) as writer:
        for title, frame in frames.items():
            frame.to_excel(writer, sheet_name=title, index=False)
    return target.getvalue()


def first_difference(report: Report, ours: bytes, theirs: bytes, lines: int | None = None) -> str:
    """Empty when every data cell of every table, or of its first lines, has the same value in both files."""
    one, other = (load_workbook(BytesIO(file), read_only=True, data_only=True) for file in (ours, theirs))
    for sheet in tables_of(report):
        height, width = len(list(sheet.rows)[:lines]) + 1, len(sheet.columns)
        pairs = zip(cells(one[sheet.title], height, width), cells(other[sheet.title], height, width), strict=True)
        for number, (mine, yours) in enumerate(pairs, start=1):
            if not all(map(is_same, mine, yours)):
                return f"{sheet.title}, line {number}: {mine} / {yours}"
    return ""


def is_same(mine: Any, yours: Any) -> bool:
    """XlsxWriter keeps sixteen digits, and pandas by it; we keep all."""
    if isinstance(mine, float) and isinstance(yours, float):
        return isclose(mine, yours, rel_tol=1e-14)
    return bool(mine == yours)


def cells(worksheet: Any, height: int, width: int) -> Iterator[list[Any]]:
    """The header and the data; our line of totals, which pandas does not have, comes after."""
    for row in worksheet.iter_rows(max_row=height, max_col=width, values_only=True):
        yield [plain(value) for value in padded(row, width)]


def padded(row: Sequence[Any], width: int) -> list[Any]:
    return [*row, *[None] * (width - len(row))]


def plain(value: Any) -> Any:
    """An empty text is an empty cell; a date is a day; numbers as they are stored in the file."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, date) else value or None
