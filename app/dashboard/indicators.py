"""How far the indicators of the projects kept have come, family by family: those that bear the same name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Float, Select, Subquery, case, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.dashboard.families import OTHERS, TOP, Attained, Family, Gathering, Measured, family_of
from app.dashboard.spread import spread_of
from app.models import Indicator, Measurement, Project
from app.projects.filters import PortfolioFilter, matching_projects
from evaluation.attainment import Indicator as Progress

FAMILY = func.normalise(Indicator.label)
SHARED = 3
AT_ONCE = 2_000
FAMILIES = 12
LONG = 500
"""Lines beyond which a family is read as columns of numbers: the picture names none of them."""


def attained(session: Session, chosen: PortfolioFilter, today: date, few: int) -> Attained:
    """Three queries. A name borne by fewer than three indicators joins « les autres », as do those beyond twelve."""
    sizes = _sizes(session, chosen, today)
    often = sizes.keys() - {OTHERS}
    long = [key for key, size in sizes.items() if size > LONG]
    key = case((FAMILY.in_(often), FAMILY), else_=OTHERS)
    found = _short(session, _statement(chosen, today).where(key.not_in(long)), often, few)
    if long:
        found |= {own.key: own for own in _long(session, _columns(chosen, today, key, long), few)}
    ordered = sorted(found, key=lambda key: (key == OTHERS, key))
    return Attained(tuple(found[key] for key in ordered), few)


def _short(session: Session, statement: Select[Any], often: Collection[str], few: int) -> dict[str, Family]:
    groups: dict[str, Gathering] = defaultdict(Gathering)
    for line in _lines(session, statement):
        groups[line.family if line.family in often else OTHERS].add(line)
    return {key: group.family(key, few) for key, group in groups.items()}


def _long(session: Session, statement: Select[Any], few: int) -> Iterator[Family]:
    for row in session.execute(statement):
        lines = [Progress("", *own) for own in zip(row.targets, row.actuals, row.baselines, strict=True)]
        rates = [(rate, "") for line in lines if (rate := line.rate_percent) is not None]
        usable = sum(line.is_usable for line in lines)
        yield family_of(row.key, row.label, (), (row.total, row.projects, usable), spread_of(rates, few, TOP))


def family_named(session: Session, chosen: PortfolioFilter, today: date, key: str) -> Family | None:
    """All that bears this name, however few; or what the picture gathers under « les autres »."""
    own = FAMILY.in_([key])
    if key == OTHERS:
        own = FAMILY.not_in(_sizes(session, chosen, today).keys() - {OTHERS})
    found = Gathering()
    for line in _lines(session, _statement(chosen, today).where(own)):
        found.add(line)
    return found.family(key, SHARED) if found.count else None


def _sizes(session: Session, chosen: PortfolioFilter, today: date) -> Counter[str]:
    """Indicators by family of the picture."""
    counts: dict[str, int] = dict(session.execute(_names(chosen, today)).all())
    often = sorted((key for key in counts if counts[key] >= SHARED), key=lambda key: (-counts[key], key))[:FAMILIES]
    sizes = Counter({key: counts[key] for key in often})
    sizes[OTHERS] = sum(counts.values()) - sum(sizes.values())
    return sizes


def _lines(session: Session, statement: Select[Any]) -> Iterator[Measured]:
    for row in session.execute(statement.execution_options(yield_per=AT_ONCE)):
        yield Measured(*row)


def _names(chosen: PortfolioFilter, today: date) -> Select[Any]:
    kept = Indicator.project_id.in_(matching_projects(chosen, today))
    return select(FAMILY, func.count()).where(kept).group_by(FAMILY)


def _latest() -> Subquery:
    return (
        select(Measurement.indicator_id, Measurement.value, Measurement.measured_on)
        .ext(distinct_on(Measurement.indicator_id))
        .order_by(Measurement.indicator_id, Measurement.measured_on.desc(), Measurement.id.desc())
        .subquery()
    )


def _columns(chosen: PortfolioFilter, today: date, key: Any, kept: Collection[str]) -> Select[Any]:
    latest = _latest()
    numbers = (Indicator.target, latest.c.value, Indicator.baseline)
    targets, actuals, baselines = (func.array_agg(cast(number, Float)) for number in numbers)
    own = (
        select(Indicator.id, key.label("key"))
        .where(Indicator.project_id.in_(matching_projects(chosen, today)), key.in_(kept))
        .subquery()
    )
    return (
        select(
            own.c.key,
            func.mode().within_group(Indicator.label).label("label"),
            func.count().label("total"),
            func.count(Indicator.project_id.distinct()).label("projects"),
            targets.label("targets"),
            actuals.label("actuals"),
            baselines.label("baselines"),
        )
        .join(Indicator, Indicator.id == own.c.id)
        .outerjoin(latest, latest.c.indicator_id == Indicator.id)
        .group_by(own.c.key)
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
        .where(Indicator.project_id.in_(matching_projects(chosen, today)))
        .order_by(Project.sort_title, Project.id, Indicator.id)
    )
