"""Days of coordination over many projects: how many are said, by whom, and against what was committed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from app.addedvalues.aggregates import BINS, FEW, Said
from app.addedvalues.listing import PER
from app.addedvalues.words import about, bounds, days_words
from app.models import CoordinationTime, Investment, Organisation, Partner, Profile, Project
from app.projects.filters import PortfolioFilter, matching_projects
from evaluation.added_values import Range

FEWEST = 3
"""Below so many organisations, a profile is not spoken of: the figure would be that of one or two of them."""


@dataclass(frozen=True, slots=True)
class ProfileTime:
    code: str
    label: str
    organisations: int
    days: Decimal
    median: Decimal

    @property
    def is_readable(self) -> bool:
        return self.organisations >= FEWEST

    @property
    def total(self) -> str:
        return days_words(self.days)

    @property
    def middle(self) -> str:
        return about(self.median)


@dataclass(frozen=True)
class TimeSummary:
    """`projects` kept; `said` with days; `waiting` where somebody asked has not answered.

    `compared_days` and `committed`: of the projects that have both. `ranges` when few, else `bins`, as for a method.
    """

    projects: int
    said: int
    waiting: int
    days: Decimal
    low: Decimal
    high: Decimal
    median: Decimal
    compared: int
    compared_days: Decimal
    committed: Decimal
    profiles: tuple[ProfileTime, ...]
    ranges: tuple[Said, ...]
    bins: tuple[tuple[int, int], ...]

    @property
    def total(self) -> str:
        return days_words(self.days)

    @property
    def bounds(self) -> str:
        return bounds(Range(self.low, self.high))

    @property
    def middle(self) -> str:
        return about(self.median)

    @property
    def rate(self) -> str:
        return "—" if self.per_100k is None else about(self.per_100k)

    @property
    def per_100k(self) -> Decimal | None:
        """Days for 100 000 € committed by the fund; an information, never a rank."""
        return self.compared_days * PER / self.committed if self.committed else None


def time_summary(session: Session, chosen: PortfolioFilter) -> TimeSummary:
    """Four queries, whatever the portfolio."""
    each = _by_project(chosen)
    totals: list[Any] = list(session.execute(_totals(chosen, each)).one())
    profiles = tuple(ProfileTime(*row) for row in session.execute(_profiles(chosen)))
    few = totals[1] <= FEW
    ranges = tuple(Said(row[0], row[0], row[1], row[2]) for row in session.execute(_ranges(each))) if few else ()
    bins = () if few else tuple((int(part), many) for part, many in session.execute(_bins(each)))
    return TimeSummary(*[*totals, profiles, ranges, bins])


def _by_project(chosen: PortfolioFilter) -> Subquery:
    """One row a project of which something is known."""
    time = CoordinationTime
    committed = (
        select(func.sum(Investment.amount_eur))
        .where(Investment.project_id == time.project_id)
        .correlate(time)
        .scalar_subquery()
    )
    return (
        select(
            time.project_id, func.sum(time.days).label("days"), committed.label("committed"),
            (func.count() > func.count(time.days)).label("waits"),
        )
        .where(time.project_id.in_(matching_projects(chosen)))
        .group_by(time.project_id)
        .subquery()
    )  # fmt: skip


def _totals(chosen: PortfolioFilter, each: Subquery) -> Select[*tuple[Any, ...]]:
    days, committed = each.c.days, each.c.committed
    kept = select(func.count()).select_from(matching_projects(chosen).subquery()).scalar_subquery()
    said, both = days.is_not(None), days.is_not(None) & (committed > 0)
    half = [func.percentile_disc(0.5).within_group(order).filter(said) for order in (days.asc(), days.desc())]
    zero = Decimal(0)
    return select(
        kept, func.count(days), func.count().filter(each.c.waits), func.coalesce(func.sum(days), zero),
        func.coalesce(func.min(days), zero), func.coalesce(func.max(days), zero),
        func.coalesce((half[0] + half[1]) / 2, zero), func.count().filter(both),
        func.coalesce(func.sum(days).filter(both), zero), func.coalesce(func.sum(committed).filter(both), zero),
    ).select_from(each)  # fmt: skip


def _profiles(chosen: PortfolioFilter) -> Select[*tuple[Any, ...]]:
    """What partners said of themselves; what is said for a whole alliance belongs to no profile."""
    of_one = (
        select(Organisation.id, Organisation.profile_code, func.sum(CoordinationTime.days).label("days"))
        .join(Partner, Partner.organisation_id == Organisation.id)
        .join(CoordinationTime, CoordinationTime.partner_id == Partner.id)
        .where(CoordinationTime.days.is_not(None), CoordinationTime.project_id.in_(matching_projects(chosen)))
        .group_by(Organisation.id)
        .subquery()
    )
    days = of_one.c.days
    half = [func.percentile_disc(0.5).within_group(order) for order in (days.asc(), days.desc())]
    return (
        select(Profile.code, Profile.label, func.count(), func.sum(days), (half[0] + half[1]) / 2)
        .join(of_one, of_one.c.profile_code == Profile.code)
        .group_by(Profile.code)
        .order_by(Profile.position, Profile.code)
    )


def _ranges(each: Subquery) -> Select[*tuple[Any, ...]]:
    statement = select(each.c.days, Project.code, Project.title).join(Project, Project.id == each.c.project_id)
    return statement.where(each.c.days.is_not(None)).order_by(each.c.days, Project.id)


def _bins(each: Subquery) -> Select[*tuple[Any, ...]]:
    top = select(func.nullif(func.max(each.c.days), 0)).scalar_subquery()
    part = func.coalesce(func.least(func.floor(each.c.days * BINS / top), BINS - 1), 0).label("part")
    return select(part, func.count()).where(each.c.days.is_not(None)).group_by(part).order_by(part)
