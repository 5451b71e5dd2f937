"""Added values over many projects, added up by the database: method by method, never across."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.addedvalues.listing import FIRST_YEAR, LAST_YEAR
from app.addedvalues.said import KIND_ORDER
from app.addedvalues.words import about, bounds, range_words, years_words
from app.models import AddedValue, AddedValueMethod, Project, ValueKind
from app.projects.filters import PortfolioFilter, matching_projects
from evaluation.added_values import Basis, Range, Total

MIDDLE: ColumnElement[Decimal] = (AddedValue.low + AddedValue.high) / 2
FEW, BINS = 24, 40
"""Up to so many ranges each is drawn; beyond, bars count their middles."""


@dataclass(frozen=True, slots=True)
class Said:
    """One range of a drawing, and the project it is said of."""

    low: Decimal
    high: Decimal
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class YearTotal:
    """`total` of what is said by one method over the same years; `projects` it comes from."""

    total: Total
    projects: int

    @property
    def words(self) -> str:
        return range_words(self.total.range, self.total.basis.unit)

    @property
    def years(self) -> str:
        return years_words(self.total.basis.first_year, self.total.basis.last_year)


@dataclass(frozen=True, slots=True)
class MethodSummary:
    """`ranges` when they are few, else `bins`: (which of the forty parts from zero to the highest, how many)."""

    code: str
    kind: str
    label: str
    unit: str
    how: str
    active: bool
    projects: int
    count: int
    low: Decimal
    high: Decimal
    median: Decimal
    evidence: tuple[int, int, int]
    totals: tuple[YearTotal, ...]
    ranges: tuple[Said, ...]
    bins: tuple[tuple[int, int], ...]

    @property
    def span(self) -> Range:
        return Range(self.low, self.high)

    @property
    def bounds(self) -> str:
        return bounds(self.span)

    @property
    def middle(self) -> str:
        """The median of the middles."""
        return about(self.median)


@dataclass(frozen=True, slots=True)
class KindSummary:
    kind: ValueKind
    methods: tuple[MethodSummary, ...]


def summaries(session: Session, chosen: PortfolioFilter) -> tuple[KindSummary, ...]:
    """Four queries, whatever the portfolio; methods that nobody used here are left out."""
    totals, ranges, bins = _totals(session, chosen), _ranges(session, chosen), _bins(session, chosen)
    found = []
    for code, *said, declared, documented, measured in session.execute(_methods(chosen)):
        levels = declared, documented, measured
        more = levels, totals[code], ranges[code], bins[code]
        found.append(MethodSummary(*[code, *said, *more]))
    return tuple(KindSummary(kind, tuple(own for own in found if own.kind == kind)) for kind in ValueKind)


def projects_with_values(session: Session, chosen: PortfolioFilter) -> int:
    own = _within(chosen)
    return session.scalar(select(func.count(AddedValue.project_id.distinct())).where(own)) or 0


def _within(chosen: PortfolioFilter) -> ColumnElement[bool]:
    return AddedValue.project_id.in_(matching_projects(chosen))


def _methods(chosen: PortfolioFilter) -> Select[*tuple[Any, ...]]:
    value, method = AddedValue, AddedValueMethod
    half = [func.percentile_disc(0.5).within_group(order) for order in (MIDDLE.asc(), MIDDLE.desc())]
    levels = [func.count().filter(value.evidence == level) for level in range(3)]
    return (
        select(
            method.code, method.kind, method.label, method.unit, method.how, method.active,
            func.count(value.project_id.distinct()), func.count(), func.min(value.low), func.max(value.high),
            (half[0] + half[1]) / 2, *levels,
        )
        .join(value, value.method_code == method.code)
        .where(_within(chosen))
        .group_by(method.code)
        .order_by(KIND_ORDER, method.position, method.code)
    )  # fmt: skip


def _totals(session: Session, chosen: PortfolioFilter) -> dict[str, tuple[YearTotal, ...]]:
    """The same grouping as `evaluation.added_values.totals`: method, unit, first and last years."""
    value, method = AddedValue, AddedValueMethod
    statement = (
        select(
            value.method_code, method.unit, FIRST_YEAR, LAST_YEAR, func.sum(value.low), func.sum(value.high),
            func.count(), func.count(value.project_id.distinct()),
        )
        .join(method, method.code == value.method_code)
        .where(_within(chosen))
        .group_by(value.method_code, method.unit, FIRST_YEAR, LAST_YEAR)
        .order_by(value.method_code, FIRST_YEAR, LAST_YEAR)
    )  # fmt: skip
    found: dict[str, tuple[YearTotal, ...]] = defaultdict(tuple)
    for code, unit, first, last, low, high, count, projects in session.execute(statement):
        total = Total(Basis(code, unit, int(first), int(last)), Range(low, high), count)
        found[code] += (YearTotal(total, projects),)
    return found


def _ranges(session: Session, chosen: PortfolioFilter) -> dict[str, tuple[Said, ...]]:
    count = func.count().over(partition_by=AddedValue.method_code)
    each = (
        select(
            AddedValue.method_code, AddedValue.low, AddedValue.high, Project.code, Project.title,
            MIDDLE.label("middle"), AddedValue.id.label("number"), count.label("several"),
        )
        .join(Project, Project.id == AddedValue.project_id)
        .where(_within(chosen))
        .subquery()
    )  # fmt: skip
    columns = each.c
    statement = select(columns.method_code, columns.low, columns.high, columns.code, columns.title)
    found: dict[str, tuple[Said, ...]] = defaultdict(tuple)
    kept = statement.where(columns.several <= FEW).order_by(columns.middle, columns.number)
    for method, *said in session.execute(kept):
        found[method] += (Said(*said),)
    return found


def _bins(session: Session, chosen: PortfolioFilter) -> dict[str, tuple[tuple[int, int], ...]]:
    top = func.max(AddedValue.high).over(partition_by=AddedValue.method_code)
    count = func.count().over(partition_by=AddedValue.method_code)
    part = func.least(func.floor(MIDDLE * BINS / func.nullif(top, 0)), BINS - 1)
    each = select(AddedValue.method_code, func.coalesce(part, 0).label("part"), count.label("several"))
    within = each.where(_within(chosen)).subquery()
    columns = within.c
    statement = select(columns.method_code, columns.part, func.count()).where(columns.several > FEW)
    found: dict[str, tuple[tuple[int, int], ...]] = defaultdict(tuple)
    grouped = statement.group_by(columns.method_code, columns.part).order_by(columns.method_code, columns.part)
    for method, place, many in session.execute(grouped):
        found[method] += ((int(place), many),)
    return found
