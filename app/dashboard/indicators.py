"""How far the indicators of the projects kept have come, family by family: those that bear the same name."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import CTE, Float, Select, Subquery, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.among import among
from app.dashboard.families import OTHERS, TOP, Attained, Family, Gathering, Measured, family_of
from app.dashboard.names import SHARED, Names
from app.dashboard.spread import spread_of_many
from app.models import Indicator, Measurement, Project
from app.projects.filters import PortfolioFilter, matching_projects
from evaluation.attainment import rate_percent

FAMILY = func.normalise(Indicator.label)
AT_ONCE = 2_000
LONG = 500
"""Lines beyond which a family is read as columns of numbers: the picture names none of them."""


def attained(session: Session, chosen: PortfolioFilter, today: date, few: int) -> Attained:
    """Three queries. A name borne by fewer than three indicators joins « les autres », as do those beyond twelve."""
    names = Names(session, chosen, today)
    long = [key for key, size in names.sizes.items() if size > LONG]
    found: dict[str, Family] = {}
    if len(long) < len(names.sizes):
        found = _short(session, _statement(chosen, today).where(names.key(FAMILY).not_in(long)), names.often, few)
    if long:
        found |= {own.key: own for own in _long(session, _columns(chosen, today, names, long), names, few)}
    ordered = sorted(found, key=lambda key: (key == OTHERS, key))
    return Attained(tuple(found[key] for key in ordered), few)


def _short(session: Session, statement: Select[Any], often: Collection[str], few: int) -> dict[str, Family]:
    groups: dict[str, Gathering] = defaultdict(Gathering)
    for line in _lines(session, statement):
        groups[line.family if line.family in often else OTHERS].add(line)
    return {key: group.family(key, few) for key, group in groups.items()}


def _long(session: Session, statement: Select[Any], names: Names, few: int) -> Iterator[Family]:
    for row in session.execute(statement):
        rates = [rate_percent(*own) for own in zip(row.targets or (), row.actuals or (), row.starts or (), strict=True)]
        counts = row.total, len(set(row.projects)), row.usable
        yield family_of(row.key, names.label(row.key), (), counts, spread_of_many(rates, few, TOP))


def family_named(session: Session, chosen: PortfolioFilter, today: date, key: str) -> Family | None:
    """All that bears this name, however few; or what the picture gathers under « les autres »."""
    own = FAMILY.in_([key])
    if key == OTHERS:
        own = FAMILY.not_in(Names(session, chosen, today).often)
    found = Gathering()
    for line in _lines(session, _statement(chosen, today).where(own)):
        found.add(line)
    return found.family(key, SHARED) if found.count else None


def _lines(session: Session, statement: Select[Any]) -> Iterator[Measured]:
    for row in session.execute(statement.execution_options(yield_per=AT_ONCE)):
        yield Measured(*row)


def _latest() -> Subquery:
    """Two measures of an indicator are never of the same day: the index gives them in this order."""
    return (
        select(Measurement.indicator_id, Measurement.value, Measurement.measured_on)
        .ext(distinct_on(Measurement.indicator_id))
        .order_by(Measurement.indicator_id.desc(), Measurement.measured_on.desc())
        .subquery()
    )


def _once(named: CTE) -> CTE:
    """Worked out before anything else: otherwise a family would be found again for each indicator."""
    return named.prefix_with("MATERIALIZED")


def _columns(chosen: PortfolioFilter, today: date, names: Names, kept: Collection[str]) -> Select[Any]:
    """Numbers of the indicators that are measured and have a target to reach, as the method reads them."""
    latest = _latest()
    labels = _once(select(Indicator.label).distinct().cte("labels"))
    families = _once(select(labels.c.label, names.key(func.normalise(labels.c.label)).label("key")).cte("families"))
    start = func.coalesce(Indicator.baseline, 0)
    is_usable = Indicator.target.is_not(None) & (cast(Indicator.target, Float) != cast(start, Float))
    is_read = is_usable & latest.c.value.is_not(None)
    numbers = (func.array_agg(cast(own, Float)).filter(is_read) for own in (Indicator.target, latest.c.value, start))
    return (
        select(
            families.c.key,
            func.count().label("total"),
            func.count().filter(is_usable).label("usable"),
            func.array_agg(Indicator.project_id).label("projects"),
            *(own.label(name) for own, name in zip(numbers, ("targets", "actuals", "starts"), strict=True)),
        )
        .select_from(Indicator)
        .join(families, families.c.label == Indicator.label)
        .outerjoin(latest, latest.c.indicator_id == Indicator.id)
        .where(among(Indicator.project_id, matching_projects(chosen, today)), families.c.key.in_(kept))
        .group_by(families.c.key)
    )


def _statement(chosen: PortfolioFilter, today: date) -> Select[Any]:
    latest = _latest()
    return (
        select(
            FAMILY,
            Indicator.label,
            Indicator.unit,
            Project.code,
            Project.title,
            Indicator.baseline,
            Indicator.target,
            latest.c.value,
            latest.c.measured_on,
        )
        .join(Project, Project.id == Indicator.project_id)
        .outerjoin(latest, latest.c.indicator_id == Indicator.id)
        .where(among(Indicator.project_id, matching_projects(chosen, today)))
        .order_by(Project.sort_title, Project.id, Indicator.id)
    )
