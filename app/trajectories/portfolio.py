"""The trajectories of many projects: counted by PostgreSQL, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import CTE, Date, Integer, Select, Text, case, cast, column, extract, func, literal, select, values
from sqlalchemy.orm import Session

from app.assessments.queries import current_results
from app.models import AxisResult, Campaign, Project, ProjectStatus, Result
from app.projects.filters import PortfolioFilter, matching_projects
from app.trajectories.periods import Period
from evaluation import Axis, Moment, Reading, Status
from evaluation.horizons import LAST_YEAR, Standing

FAR = date(9999, 12, 31)
"""Where those without a start stand in an order of days."""
Counts = Mapping[str, Mapping[Standing, int]]


class Quarter(NamedTuple):
    """How many projects reach one horizon in one quarter."""

    axis: str
    year: int
    quarter: int
    projects: int


@dataclass(frozen=True)
class Standings:
    """One line per project and impact, as a table of the query."""

    table: CTE

    @property
    def c(self) -> Any:
        return self.table.c


def followed(chosen: PortfolioFilter) -> Select[int]:
    """An abandoned project has no horizon to come."""
    return matching_projects(chosen).where(Project.status != ProjectStatus.ABANDONNE)


def standings(ids: Select[int], axes: Sequence[Axis], today: date) -> Standings:
    """The rule of `evaluation.horizons`, said in SQL; a test holds them together."""
    impact = _impacts(axes)
    reached = _reached_on(impact.c.months)
    line = (
        select(Project.id.label("project_id"), impact.c.axis, reached.label("reached_on"))
        .join_from(Project, impact, literal(True))
        .where(Project.id.in_(ids))
        .cte("line")
    )
    stated = _ex_posts(ids).subquery()
    on = (stated.c.project_id == line.c.project_id) & (stated.c.axis == line.c.axis)
    standing = case(
        (line.c.reached_on.is_(None), Standing.UNDATED.value),
        (stated.c.held_on >= line.c.reached_on, Standing.STATED.value),
        (line.c.reached_on <= today, Standing.POSSIBLE.value),
        else_=Standing.SIGNAL.value,
    )
    joined = select(line.c.project_id, line.c.axis, line.c.reached_on, stated.c.held_on, standing.label("standing"))
    return Standings(joined.outerjoin_from(line, stated, on).cte("standing"))


def counts(session: Session, found: Standings) -> Counts:
    rows = session.execute(
        select(found.c.axis, found.c.standing, func.count()).group_by(found.c.axis, found.c.standing)
    )
    told: dict[str, dict[Standing, int]] = defaultdict(dict)
    for axis, standing, count in rows:
        told[axis][Standing(standing)] = count
    return told


def quarters(session: Session, found: Standings) -> list[Quarter]:
    """What is still a signal, by the quarter in which it may become a statement."""
    year, quarter = extract("year", found.c.reached_on), extract("quarter", found.c.reached_on)
    rows = session.execute(
        select(found.c.axis, year, quarter, func.count())
        .where(found.c.standing == Standing.SIGNAL.value)
        .group_by(found.c.axis, year, quarter)
        .order_by(year, quarter, found.c.axis)
    )
    return [Quarter(axis, int(own_year), int(own_quarter), count) for axis, own_year, own_quarter, count in rows]


def narrowed(found: Standings, axis: str, standing: str, period: Period | None) -> Select[int]:
    """The projects behind one figure; the id first, as a page by key asks."""
    query = select(Project.id).join(found.table, found.c.project_id == Project.id).where(found.c.axis == axis)
    if standing:
        query = query.where(found.c.standing == standing)
    if period:
        query = query.where(found.c.reached_on >= period.first, found.c.reached_on < period.after)
    return query


def order_key(found: Standings) -> Any:
    return func.coalesce(found.c.reached_on, cast(literal(FAR), Date), type_=Date())


def _impacts(axes: Sequence[Axis]) -> Any:
    rows = [(axis.code, axis.horizon_months or 0) for axis in axes]
    return values(column("axis", Text), column("months", Integer), name="impact").data(rows)


def _reached_on(months: Any) -> Any:
    """The same day some months later; where that month has no such day, the first of the next one."""
    start = Project.starts_on
    same = cast(start + func.make_interval(0, months), Date)
    short = cast(extract("day", same) < extract("day", start), Integer)
    return case((extract("year", start) <= LAST_YEAR, cast(same + short, Date)))


def _ex_posts(ids: Select[int]) -> Select[int, str, date]:
    """By project and axis, the last ex post where the axis is published."""
    current = current_results().subquery()
    return (
        select(Campaign.project_id, AxisResult.axis, func.max(Campaign.held_on).label("held_on"))
        .join(Result, Result.campaign_id == Campaign.id)
        .join(current, current.c.result_id == Result.id)
        .join(AxisResult, AxisResult.result_id == Result.id)
        .where(
            Campaign.project_id.in_(ids),
            Campaign.moment == Moment.EX_POST,
            AxisResult.reading == Reading.OBSERVED,
            AxisResult.status == Status.PUBLISHED,
        )
        .group_by(Campaign.project_id, AxisResult.axis)
    )
