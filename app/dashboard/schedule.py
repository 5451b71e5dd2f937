"""Milestones kept: done on their day or after, late, to come; by quarter of the day done, else of the day due."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Select, and_, case, cast, func, select
from sqlalchemy.orm import Session

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
    """Two queries. What an abandoned project has not done is neither late nor to come."""
    by_quarter: dict[date, dict[Kept, int]] = {}
    counts = dict.fromkeys(Kept, 0)
    for quarter, state, count in session.execute(_counts(chosen, today)):
        by_quarter.setdefault(quarter, dict.fromkeys(Kept, 0))[Kept(state)] = count
        counts[Kept(state)] += count
    here = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    shown = [_moved(here, step) for step in range(-BEFORE, AFTER + 1)]
    quarters = tuple(Quarter(day, by_quarter.get(day, dict.fromkeys(Kept, 0))) for day in shown)
    return Schedule(quarters, counts, *session.execute(_medians(chosen, today)).one())


def _counts(chosen: PortfolioFilter, today: date) -> Select[Any]:
    done = Milestone.done_on.is_not(None)
    state = case(
        (and_(done, Milestone.done_on <= Milestone.due_on), Kept.ON_TIME.value),
        (done, Kept.DONE_LATE.value),
        (Milestone.due_on < today, Kept.LATE.value),
        else_=Kept.TO_COME.value,
    )
    day = func.coalesce(Milestone.done_on, Milestone.due_on)
    quarter = cast(func.date_trunc("quarter", day), Date)
    rows = select(quarter.label("quarter"), state.label("state")).where(*_kept(chosen, today)).join(Project).subquery()
    return select(rows.c.quarter, rows.c.state, func.count()).group_by(rows.c.quarter, rows.c.state)


def _medians(chosen: PortfolioFilter, today: date) -> Select[Any]:
    done = Milestone.done_on.is_not(None)
    late = Milestone.done_on.is_(None) & (Milestone.due_on < today)
    return (
        select(_median(Milestone.done_on - Milestone.due_on, done), _median(today - Milestone.due_on, late))
        .join(Project)
        .where(*_kept(chosen, today))
    )


def _median(days: Any, among: Any) -> Any:
    return func.percentile_cont(0.5).within_group(days).filter(among)


def _kept(chosen: PortfolioFilter, today: date) -> list[Any]:
    alive = Milestone.done_on.is_not(None) | ALIVE
    return [Milestone.project_id.in_(matching_projects(chosen, today)), alive]


def _moved(day: date, quarters: int) -> date:
    months = day.year * 12 + day.month - 1 + 3 * quarters
    return date(months // 12, months % 12 + 1, 1)
