"""How far the indicators of the projects kept have come, family by family: those that bear the same name."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.dashboard.families import OTHERS, Attained, Family, Gathering, Measured
from app.models import Indicator, Measurement, Project
from app.projects.filters import PortfolioFilter, matching_projects

SHARED = 3
AT_ONCE = 2_000
FAMILIES = 12


def attained(session: Session, chosen: PortfolioFilter, today: date, few: int) -> Attained:
    """Two queries. A name borne by fewer than three indicators joins « les autres », and so do names beyond twelve."""
    counts: dict[str, int] = dict(session.execute(_names(chosen, today)).all())
    often = sorted((key for key in counts if counts[key] >= SHARED), key=lambda key: (-counts[key], key))[:FAMILIES]
    groups: dict[str, Gathering] = defaultdict(Gathering)
    for line in _lines(session, _statement(chosen, today)):
        groups[line.family if line.family in often else OTHERS].add(line)
    ordered = sorted(groups, key=lambda key: (key == OTHERS, key))
    return Attained(tuple(groups[key].family(key, few) for key in ordered), few)


def family_named(session: Session, chosen: PortfolioFilter, today: date, key: str) -> Family | None:
    """All that bears this name, however few; or what the picture gathers under « les autres »."""
    if key == OTHERS:
        return next((own for own in attained(session, chosen, today, SHARED).families if own.key == key), None)
    found = Gathering()
    for line in _lines(session, _statement(chosen, today).where(func.normalise(Indicator.label) == key)):
        found.add(line)
    return found.family(key, SHARED) if found.count else None


def _lines(session: Session, statement: Select[Any]) -> Iterator[Measured]:
    for row in session.execute(statement.execution_options(yield_per=AT_ONCE)):
        yield Measured(*row)


def _names(chosen: PortfolioFilter, today: date) -> Select[Any]:
    family = func.normalise(Indicator.label)
    kept = Indicator.project_id.in_(matching_projects(chosen, today))
    return select(family, func.count()).where(kept).group_by(family)


def _statement(chosen: PortfolioFilter, today: date) -> Select[Any]:
    latest = (
        select(Measurement.indicator_id, Measurement.value, Measurement.measured_on)
        .ext(distinct_on(Measurement.indicator_id))
        .order_by(Measurement.indicator_id, Measurement.measured_on.desc(), Measurement.id.desc())
        .subquery()
    )
    return (
        select(
            func.normalise(Indicator.label),
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
