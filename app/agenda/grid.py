"""Months in weeks that begin on Monday, and quarters: dates only, nothing of the database."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.agenda.days import Day
from app.agenda.words import Entry

QUARTERS = 6
NEAR = 3.0
HEIGHTS = (20, 8, 32)
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Quarter:
    """`start` and `middle` are places on the axis, from 0 to 100."""

    label: str
    first: date
    start: float
    middle: float


def weeks_of(month: date) -> tuple[tuple[date, ...], ...]:
    return tuple(tuple(week) for week in Calendar().monthdatescalendar(month.year, month.month))


def filled(month: date, found: Mapping[date, Day]) -> tuple[Week, ...]:
    """The weeks of a month, numbered as in ISO 8601, with what falls on each day."""
    return tuple(
        Week(week[0].isocalendar().week, tuple(found.get(day, Day(day)) for day in week)) for week in weeks_of(month)
    )


def month_label(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def other_month(month: date, step: int) -> date:
    years, place = divmod(month.month - 1 + step, 12)
    return date(month.year + years, place + 1, 1)


def quarter_start(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def axis_end(first: date) -> date:
    """The last day of the axis."""
    return other_month(first, 3 * QUARTERS) - timedelta(days=1)


def quarters(first: date) -> tuple[Quarter, ...]:
    starts = [other_month(first, 3 * n) for n in range(QUARTERS + 1)]
    return tuple(
        Quarter(
            f"T{(start.month + 2) // 3} {start.year}",
            start,
            place(start, first),
            (place(start, first) + place(following, first)) / 2,
        )
        for start, following in pairwise(starts)
    )


def lanes(entries: Iterable[Entry], first: date) -> list[tuple[Entry, int]]:
    """Each entry with its height in a band of 40: those too near to be told apart step aside, up and down."""
    placed: list[tuple[Entry, int]] = []
    last, lane = -NEAR, 0
    for one in entries:
        here = place(one.day, first)
        lane = lane + 1 if here - last < NEAR else 0
        placed.append((one, HEIGHTS[lane % len(HEIGHTS)]))
        last = here
    return placed


def place(day: date, first: date) -> float:
    """Where a day stands between the first day of the axis, 0, and the one after its last, 100."""
    whole = (other_month(first, 3 * QUARTERS) - first).days
    return 100 * (day - first).days / whole
