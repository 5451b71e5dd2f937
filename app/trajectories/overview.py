"""The page of the portfolio: how many projects stand where, and when the next statements come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.projects.filters import PortfolioFilter
from app.trajectories.impacts import impacts_in_force, short
from app.trajectories.periods import Period, quarters_from
from app.trajectories.portfolio import Counts, Quarter, counts, followed, quarters, standings
from evaluation import Axis
from evaluation.horizons import Standing

QUARTERS_AHEAD = 8
ORDER = (Standing.STATED, Standing.POSSIBLE, Standing.SIGNAL, Standing.UNDATED)


@dataclass(frozen=True)
class Impact:
    """One impact over the projects: `counted` in the order of `ORDER`, zeros included."""

    axis: Axis
    counted: tuple[tuple[Standing, int], ...]

    @property
    def name(self) -> str:
        return short(self.axis)

    @property
    def months(self) -> int:
        return self.axis.horizon_months or 0

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counted)

    def count(self, standing: Standing) -> int:
        return dict(self.counted)[standing]


@dataclass(frozen=True)
class Due:
    """One period of the calendar: by impact, how many projects reach its horizon."""

    period: Period
    projects: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.projects.values())


@dataclass(frozen=True)
class Overview:
    impacts: tuple[Impact, ...]
    calendar: tuple[Due, ...]
    by_quarter: bool

    @property
    def projects(self) -> int:
        return max((impact.total for impact in self.impacts), default=0)

    @property
    def most(self) -> int:
        return max((due.total for due in self.calendar), default=0)


def read_overview(session: Session, chosen: PortfolioFilter, today: date, *, by_quarter: bool) -> Overview:
    """Two queries beside that of the grid; nothing to count where no axis of the grid has a horizon."""
    axes = impacts_in_force(session)
    if not axes:
        return Overview((), (), by_quarter)
    found = standings(followed(chosen), axes, today)
    coming = quarters(session, found)
    calendar = _by_quarter(coming, today) if by_quarter else _by_year(coming)
    return Overview(_impacts(axes, counts(session, found)), calendar, by_quarter)


def _impacts(axes: Sequence[Axis], told: Counts) -> tuple[Impact, ...]:
    return tuple(
        Impact(axis, tuple((standing, told.get(axis.code, {}).get(standing, 0)) for standing in ORDER)) for axis in axes
    )


def _by_quarter(coming: Sequence[Quarter], today: date) -> tuple[Due, ...]:
    """The two years ahead, empty quarters too: nothing due is something to know."""
    return tuple(
        Due(period, _summed(own for own in coming if (own.year, own.quarter) == (period.year, period.quarter)))
        for period in quarters_from(today, QUARTERS_AHEAD)
    )


def _by_year(coming: Sequence[Quarter]) -> tuple[Due, ...]:
    """Only the years in which something comes: the last ones are decades away."""
    years = sorted({own.year for own in coming})
    return tuple(Due(Period(year), _summed(own for own in coming if own.year == year)) for year in years)


def _summed(coming: Iterable[Quarter]) -> dict[str, int]:
    found: dict[str, int] = {}
    for own in coming:
        found[own.axis] = found.get(own.axis, 0) + own.projects
    return found
