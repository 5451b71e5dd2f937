"""A month of the calendar: the first entries of each day, and how many it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Date, Subquery, cast, func, select, true, union_all
from sqlalchemy.orm import Session

from app.agenda.choice import AgendaChoice
from app.agenda.queries import found, only_late
from app.agenda.words import Entry, entry

DAY_ROOM, DAY_READ = 4, 100


@dataclass(frozen=True, slots=True)
class Day:
    """`shown` are the first of its `count` entries."""

    date: date
    shown: tuple[Entry, ...] = ()
    count: int = 0

    @property
    def hidden(self) -> int:
        return self.count - len(self.shown)


def days_between(
    session: Session, chosen: AgendaChoice, first: date, last: date, *, user_id: int, today: date
) -> dict[date, Day]:
    """The first entries of each day, late ones before the others, and how many there are in all.

    The first are chosen among `DAY_READ` of the day, late ones before: a day of a large portfolio has hundreds.
    """
    source = found(chosen, user_id, today)
    counted = select(source.c.day, func.count().label("entries")).where(
        source.c.day.between(first, last), *only_late(source, chosen)
    )
    counts = {row.day: int(row.entries) for row in session.execute(counted.group_by(source.c.day))}
    few = _some_of_each(source, sorted(counts), chosen)
    order = (few.c.late.desc(), few.c.place, func.normalise(few.c.title), few.c.id)
    rank = func.row_number().over(partition_by=few.c.day, order_by=order).label("rank")
    ranked = select(*few.c, rank).subquery()
    statement = select(ranked).where(ranked.c.rank <= DAY_ROOM).order_by(ranked.c.day, ranked.c.rank)
    shown: dict[date, list[Any]] = {}
    for row in session.execute(statement):
        shown.setdefault(row.day, []).append(row)
    return {day: Day(day, tuple(entry(row, today) for row in rows), counts[day]) for day, rows in shown.items()}


def _some_of_each(source: Subquery, days: Sequence[date], chosen: AgendaChoice) -> Subquery:
    """At most `DAY_READ` entries of each day, found by its indexes. What is late falls on the day it was due."""
    wanted = select(func.unnest(cast(days, ARRAY(Date))).label("day")).subquery("wanted")
    late = select(source).where(source.c.late, source.c.due_on == wanted.c.day)
    others = select(source).where(~source.c.late, source.c.day == wanted.c.day)
    kept = [late] if chosen.late else [late, others]
    parts = [select(one.limit(DAY_READ).correlate(wanted).lateral()) for one in kept]
    few = select(union_all(*parts).subquery()).limit(DAY_READ).correlate(wanted).lateral("few")
    return select(few).select_from(wanted.join(few, true())).subquery("some")
