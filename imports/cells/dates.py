import math
import re
from datetime import date, timedelta

from imports.cells.months import MONTH_NUMBERS
from imports.cells.probable_days import probable_day
from imports.cells.texts import checked, plain_number
from imports.faults import UnexpectedCell
from imports.words import cleaned, folded
from imports.workbook import Cell

DAY = "une date, par exemple 18/12/2023"
EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)
# Excel compte un 29 février 1900 qui n’a pas existé : son jour zéro est le 30 décembre 1899.
DAY_ZERO = date(1899, 12, 30)
DAY_ZERO_1904 = date(1904, 1, 1)
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})(?:[ T][0-9:.h]+)?", re.ASCII)
YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})(?:[T ][0-9:.]+Z?)?", re.ASCII)
IN_WORDS = re.compile(r"(?:le )?([0-9]{1,2})(?:er)? ([a-z]+) ([0-9]{4}|[0-9]{2})", re.ASCII)
SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?", re.ASCII)


def day(cell: Cell) -> date:
    """The day of a date cell, a date typed as text (day first, as in French), or a bare Excel serial number."""
    checked(cell, DAY)
    found = _found(cell)
    if found is None or not EARLIEST <= found <= LATEST:
        raise _question(cell, found)
    return found


def _question(cell: Cell, found: date | None) -> UnexpectedCell:
    expected = DAY if found is None else f"{DAY}, entre {EARLIEST.year} et {LATEST.year}"
    proposal = probable_day(_typed(cell))
    if not proposal or not EARLIEST.year <= int(proposal[-4:]) <= LATEST.year:
        return UnexpectedCell(expected)
    return UnexpectedCell(f"{DAY}\u202f; voulez-vous dire «\u00a0{proposal}\u00a0»\u202f?", proposal)


def _typed(cell: Cell) -> str:
    """Digits too: 2024 typed as a number is a year before being the year 1905."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, str | int | float):
        return ""
    return cleaned(cell.value) if isinstance(cell.value, str) else plain_number(cell.value)


def _found(cell: Cell) -> date | None:
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, bool):
        return None
    day_zero = DAY_ZERO_1904 if cell.epoch_1904 else DAY_ZERO
    if isinstance(cell.value, int | float):
        return _from_serial(cell.value, day_zero)
    return _from_text(cleaned(cell.value), day_zero) if isinstance(cell.value, str) else None


def _from_serial(value: int | float, day_zero: date) -> date | None:
    if not math.isfinite(value) or not 0 < value < 100_000:
        return None
    return day_zero + timedelta(days=math.floor(value))


def _from_text(compact: str, day_zero: date) -> date | None:
    if found := SERIAL.fullmatch(compact):
        return _from_serial(int(found[1]), day_zero)
    if found := DAY_FIRST.fullmatch(compact):
        return _date(_full_year(found[3]), int(found[2]), int(found[1]))
    if found := YEAR_FIRST.fullmatch(compact):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = IN_WORDS.fullmatch(folded(compact))
    if found and found[2] in MONTH_NUMBERS:
        return _date(_full_year(found[3]), MONTH_NUMBERS[found[2]], int(found[1]))
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
