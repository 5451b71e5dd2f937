"""When what is observed becomes a statement: the rule of maturity (§3) followed through time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evaluation.confidence import maturity_of
from evaluation.grid import Axis, Grid
from evaluation.words import Maturity, Moment, Reading

LAST_YEAR = 9800
"""A start later than that has no horizon within the calendar: it counts as no start at all."""


class Standing(StrEnum):
    UNDATED = "sans_date"
    SIGNAL = "signal"
    POSSIBLE = "possible"
    STATED = "constate"

    @property
    def label(self) -> str:
        return {
            "sans_date": "Sans date de départ",
            "signal": "Encore un signal",
            "possible": "Constat possible",
            "constate": "Constaté",
        }[self]


@dataclass(frozen=True)
class Observation:
    """A campaign that published what is observed on one axis."""

    moment: str
    held_on: date


@dataclass(frozen=True)
class Horizon:
    """Where one axis of one project stands; `stated_on`: the last campaign that makes it a statement."""

    axis: Axis
    months: int
    reached_on: date | None
    standing: Standing
    stated_on: date | None


def axes_with_horizon(grid: Grid) -> tuple[Axis, ...]:
    """The axes that take time, the nearest first, then in the order of the grid."""
    found = [axis for axis in grid.axes if axis.horizon_months is not None]
    return tuple(sorted(found, key=lambda axis: axis.horizon_months or 0))


def horizon(axis: Axis, start: date | None, today: date, observed: Iterable[Observation] = ()) -> Horizon:
    """§3: nothing without a start; a signal before the horizon; after it, a statement once an ex post says it."""
    months = axis.horizon_months or 0
    reached = None if start is None else reached_on(start, months)
    ripe = [own.held_on for own in observed if own.moment == Moment.EX_POST and _is_ripe(axis, start, own.held_on)]
    return Horizon(axis, months, reached, _standing(axis, start, today, reached, bool(ripe)), max(ripe, default=None))


def reached_on(start: date, months: int) -> date | None:
    """§3: the first day on which that many months are whole; from the 31st, the day after a shorter month."""
    if start.year > LAST_YEAR:
        return None
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    try:
        return date(year, month + 1, start.day)
    except ValueError:
        return date(year, month + 2, 1)


def _standing(axis: Axis, start: date | None, today: date, reached: date | None, is_stated: bool) -> Standing:
    if reached is None:
        return Standing.UNDATED
    if is_stated:
        return Standing.STATED
    return Standing.POSSIBLE if _is_ripe(axis, start, today) else Standing.SIGNAL


def _is_ripe(axis: Axis, start: date | None, day: date) -> bool:
    return start is not None and maturity_of(axis, Reading.OBSERVED, start, day) is Maturity.FINDING
