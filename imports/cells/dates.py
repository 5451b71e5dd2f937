import math
import re
from datetime import date, timedelta

from imports.cells.texts import checked
from imports.faults import UnexpectedCell
from imports.words import folded
from imports.workbook import Cell

DAY = "une date, par exemple 18/12/2023"
EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)
# Excel compte un 29 février 1900 qui n’a pas existé : son jour zéro est le 30 décembre 1899.
DAY_ZERO = date(1899, 12, 30)
DAY_ZERO_1904 = date(1904, 1, 1)
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})(?: 0?0[:h]00(?::00)?)?", re.ASCII)
YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})(?:[T ][0-9:.]+Z?)?", re.ASCII)
IN_WORDS = re.compile(r"([0-9]{1,2})(?:er)? ([a-z]+) ([0-9]{4})", re.ASCII)
MONTHS = (
    ("janvier", "janv"),
    ("fevrier", "fevr"),
    ("mars",),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
MONTH_NUMBERS = {word: number for number, words in enumerate(MONTHS, start=1) for word in words}


def day(cell: Cell) -> date:
    """The day of a date cell, a date typed as text (day first, as in French), or a bare Excel serial number."""
    checked(cell, DAY)
    found = _found(cell)
    if found is None:
        raise UnexpectedCell(DAY)
    if not EARLIEST <= found <= LATEST:
        raise UnexpectedCell(f"{DAY}, entre {EARLIEST.year} et {LATEST.year}")
    return found


def _found(cell: Cell) -> date | None:
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, bool):
        return None
    if isinstance(cell.value, int | float):
        return _from_serial(cell.value, DAY_ZERO_1904 if cell.epoch_1904 else DAY_ZERO)
    return _from_text(cell.value) if isinstance(cell.value, str) else None


def _from_serial(value: int | float, day_zero: date) -> date | None:
    if not math.isfinite(value) or not 0 < value < 100_000:
        return None
    return day_zero + timedelta(days=math.floor(value))


def _from_text(text: str) -> date | None:
    compact = " ".join(text.split())
    if found := DAY_FIRST.fullmatch(compact):
        return _date(_full_year(found[3]), int(found[2]), int(found[1]))
    if found := YEAR_FIRST.fullmatch(compact):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = IN_WORDS.fullmatch(folded(compact))
    if found and found[2] in MONTH_NUMBERS:
        return _date(int(found[3]), MONTH_NUMBERS[found[2]], int(found[1]))
    return None


def _full_year(digits: str) -> int:
    """« 24 » is 2024 and « 98 » is 1998: the pivot Excel itself uses is 2029, the fund has no date before 1990."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 90 else 2000)


def _date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
