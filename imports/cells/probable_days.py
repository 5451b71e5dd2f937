"""What a text that is not quite a date may mean: proposed, for a person to accept."""

import re
from calendar import monthrange
from datetime import date

from imports.cells.months import MONTH_NUMBERS
from imports.words import folded

MONTH_FIRST = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})(?:[T ].*)?", re.ASCII)
TOGETHER = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", re.ASCII)
YEAR = re.compile(r"(?:en |annee |courant |debut |fin )?((?:19|20)[0-9]{2})", re.ASCII)
MONTH = re.compile(r"(?:en |debut |courant |mi |fin )?(0?[1-9]|1[0-2]) ((?:19|20)[0-9]{2})", re.ASCII)
YEAR_MONTH = re.compile(r"((?:19|20)[0-9]{2}) (0?[1-9]|1[0-2])", re.ASCII)
WORDED = re.compile(r"(?:en |debut |courant |mi |fin )?([a-z]+) ((?:19|20)[0-9]{2})", re.ASCII)
QUARTER = re.compile(r"(?:t|q)([1-4]) ((?:19|20)[0-9]{2})|([1-4])(?:er|e|eme) trimestre ((?:19|20)[0-9]{2})", re.ASCII)
DATE_INSIDE = re.compile(r"(?<![0-9/.\-])[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{4}(?![0-9]|[/.\-][0-9])", re.ASCII)
WORDS_INSIDE = re.compile(r"\b([0-9]{1,2})(?:er)? ([a-z]+) ((?:19|20)[0-9]{2})\b", re.ASCII)


def probable_day(text: str) -> str:
    """« mars 2024 » is probably its first day; empty where nothing is likely."""
    found = _swapped(text) or _together(text) or _period(folded(text)) or _inside(text)
    return f"{found:%d/%m/%Y}" if found else ""


def _swapped(text: str) -> date | None:
    """« 03/25/2024 », as in the United States."""
    found = MONTH_FIRST.fullmatch(text.strip())
    return _date(found[3], found[1], found[2]) if found else None


def _together(text: str) -> date | None:
    found = TOGETHER.fullmatch(text.strip())
    return _date(*found.groups()) if found else None


def _period(words: str) -> date | None:
    is_end = words.startswith("fin ")
    if found := YEAR.fullmatch(words):
        return _date(found[1], 12, 31) if is_end else _date(found[1], 1, 1)
    if found := QUARTER.fullmatch(words):
        quarter, year = found[1] or found[3], found[2] or found[4]
        return _date(year, int(quarter) * 3 - 2, 1)
    month = _month(words)
    return month and (month.replace(day=monthrange(month.year, month.month)[1]) if is_end else month)


def _month(words: str) -> date | None:
    if found := MONTH.fullmatch(words):
        return _date(found[2], found[1], 1)
    if found := YEAR_MONTH.fullmatch(words):
        return _date(found[1], found[2], 1)
    found = WORDED.fullmatch(words)
    return _date(found[2], MONTH_NUMBERS[found[1]], 1) if found and found[1] in MONTH_NUMBERS else None


def _inside(text: str) -> date | None:
    """The only whole date of a longer text: « 15/01/2024 (à confirmer) »."""
    figures = [re.split(r"[/.\-]", each) for each in DATE_INSIDE.findall(text)]
    worded = [each for each in WORDS_INSIDE.findall(folded(text)) if each[1] in MONTH_NUMBERS]
    found = [(year, month, day) for day, month, year in figures]
    found += [(year, MONTH_NUMBERS[month], day) for day, month, year in worded]
    return _date(*found[0]) if len(found) == 1 else None


def _date(year: str, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
