"""Milestones kept: done on their day or after, late, to come; by quarter of the day done, else of the day due."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import Any

from sqlalchemy import Select, and_, case, func, select, tuple_
from sqlalchemy.orm import Session

from app.among import among
from app.models import Milestone, Project
from app.projects.figures import ALIVE
from app.projects.filters import PortfolioFilter, matching_projects

BEFORE, AFTER = 7, 2
"""Quarters around the one of today: eight with it, then two."""


class Kept(StrEnum):
    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    LATE = "late"
    TO_COME = "to_come"

    @property
    def label(self) -> str:
        return {
            "on_time": "faits à l’heure",
            "done_late": "faits en retard",
            "late": "en retard",
            "to_come": "à venir",
        }[self]


@dataclass(frozen=True)
class Quarter:
    starts_on: date
    counts: dict[Kept, int]

    @property
    def ends_on(self) -> date:
        return date.fromordinal(_moved(self.starts_on, 1).toordinal() - 1)

    @property
    def number(self) -> int:
        return (self.starts_on.month + 2) // 3

    @property
    def label(self) -> str:
        return f"{'1er' if self.number == 1 else f'{self.number}e'} trimestre {self.starts_on.year}"

    @property
    def short(self) -> str:
        return f"T{self.number} {self.starts_on.year}"

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Schedule:
    """`counts` and medians are of all milestones of the projects kept; `quarters` show ten quarters.

    Medians in days: of what was done, from the day due to the day done (negative: ahead); of what is late, until today.
    """

    quarters: tuple[Quarter, ...]
    counts: dict[Kept, int]
    done_gap: float | None
    late_by: float | None

    @property
    def judged(self) -> int:
        """Done, or late today."""
        return self.counts[Kept.ON_TIME] + self.counts[Kept.DONE_LATE] + self.counts[Kept.LATE]

    @property
    def kept_share(self) -> float | None:
        return self.counts[Kept.ON_TIME] / self.judged if self.judged else None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def schedule(session: Session, chosen: PortfolioFilter, today: date) -> Schedule:
    """One query. What an abandoned project has not done is neither late nor to come."""
    by_quarter: dict[date, dict[Kept, int]] = {}
    counts = dict.fromkeys(Kept, 0)
    gaps: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    for day, state, gap, count in session.execute(_counts(chosen, today)):
        if day is not None:
            by_quarter.setdefault(_quarter(day), dict.fromkeys(Kept, 0))[Kept(state)] += count
            counts[Kept(state)] += count
        elif gap is not None:
            gaps[state == Kept.LATE][gap] += count
    shown = [_moved(_quarter(today), step) for step in range(-BEFORE, AFTER + 1)]
    quarters = tuple(Quarter(day, by_quarter.get(day, dict.fromkeys(Kept, 0))) for day in shown)
    return Schedule(quarters, counts, _median(gaps[False]), _median(gaps[True]))


def _counts(chosen: PortfolioFilter, today: date) -> Select[Any]:
    """By day and state, then by state and days of gap: one reading of the milestones for both."""
    done = Milestone.done_on.is_not(None)
    state = case(
        (and_(done, Milestone.done_on <= Milestone.due_on), Kept.ON_TIME.value),
        (done, Kept.DONE_LATE.value),
        (Milestone.due_on < today, Kept.LATE.value),
        else_=Kept.TO_COME.value,
    )
    day = func.coalesce(Milestone.done_on, Milestone.due_on)
    gap = case((done, Milestone.done_on - Milestone.due_on), (Milestone.due_on < today, today - Milestone.due_on))
    kept = among(Milestone.project_id, matching_projects(chosen, today)), done | ALIVE
    rows = select(day.label("day"), state.label("state"), gap.label("gap")).where(*kept).join(Project).subquery()
    own = rows.c.day, rows.c.state, rows.c.gap
    sets = func.grouping_sets(tuple_(rows.c.day, rows.c.state), tuple_(rows.c.state, rows.c.gap))
    return select(*own, func.count()).group_by(sets)


def _median(counts: Counter[int]) -> float | None:
    """Of as many values as are counted."""
    values, left = sorted(counts), counts.total()
    if not left:
        return None
    ends = list(accumulate(counts[value] for value in values))
    low, high = (values[bisect_right(ends, place)] for place in ((left - 1) // 2, left // 2))
    return (low + high) / 2


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _moved(day: date, quarters: int) -> date:
    months = day.year * 12 + day.month - 1 + 3 * quarters
    return date(months // 12, months % 12 + 1, 1)
