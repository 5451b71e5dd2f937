"""The money of the projects kept, by programme, phase, region, category or funder; same sums as the list."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import CTE, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.among import among
from app.dashboard.funders import funder_lines
from app.dashboard.lines import MoneyLine
from app.models import (
    Cofinancing,
    InnovationPhase,
    Instalment,
    Investment,
    PartnershipCategory,
    Programme,
    Project,
    Region,
)
from app.projects.figures import UNPAID
from app.projects.filters import INTERREGIONAL, NOBODY, PortfolioFilter, matching_projects
from app.projects.options import NONE_LABELS

FIGURES = ("projects", "committed", "paid", "due", "cofinanced")


class Dimension(StrEnum):
    """What the money is told by; its value is also the name of the filter that keeps one line."""

    PROGRAMME = "programme"
    PHASE = "phase"
    REGION = "region"
    CATEGORY = "categorie"
    FUNDER = "financeur"

    @property
    def label(self) -> str:
        return {"phase": "Phase", "region": "Région", "categorie": "Catégorie"}.get(self, self.value.capitalize())


@dataclass(frozen=True)
class Grouping:
    """`own`: what a project says of itself, `key`: where it is found; lines never come by their amounts."""

    own: Any
    key: Any
    code: Any
    label: Any
    place: Any


GROUPINGS = {
    Dimension.PROGRAMME: Grouping(
        Project.programme_id, Programme.id, Programme.code, Programme.title, func.normalise(Programme.title)
    ),
    Dimension.PHASE: Grouping(
        Project.phase_code, InnovationPhase.code, InnovationPhase.code, InnovationPhase.label, InnovationPhase.position
    ),
    Dimension.REGION: Grouping(
        Project.region_code, Region.code, Region.code, Region.label, func.normalise(Region.label)
    ),
    Dimension.CATEGORY: Grouping(
        Project.category_code,
        PartnershipCategory.code,
        PartnershipCategory.code,
        PartnershipCategory.label,
        PartnershipCategory.position,
    ),
}


def asked_dimension(typed: str) -> Dimension:
    return Dimension(typed) if typed in list(Dimension) else Dimension.PROGRAMME


def money_by(session: Session, by: Dimension, chosen: PortfolioFilter, today: date) -> tuple[MoneyLine, ...]:
    """One query. What has no value comes last, as a line of its own."""
    if by is Dimension.FUNDER:
        return funder_lines(session, chosen, today)
    return tuple(_line(by, chosen, row) for row in session.execute(_statement(GROUPINGS[by], chosen, today)))


def committed_by(session: Session, by: Dimension, chosen: PortfolioFilter, today: date) -> tuple[MoneyLine, ...]:
    """As `money_by`, of what is committed alone: instalments and cofinancings are not read."""
    rows = session.execute(_statement(GROUPINGS[by], chosen, today, committed_only=True))
    return tuple(replace(_line(by, chosen, row), paid=None, due=None, leverage=None) for row in rows)


def _line(by: Dimension, chosen: PortfolioFilter, row: Any) -> MoneyLine:
    value = row.code or (INTERREGIONAL if by is Dimension.REGION else NOBODY)
    nameless = "Interrégional ou national" if by is Dimension.REGION else NONE_LABELS[by]
    return MoneyLine(
        key=value,
        label=row.label or nameless,
        projects=row.projects,
        committed=Decimal(row.committed),
        paid=Decimal(row.paid),
        due=Decimal(row.due),
        leverage=Decimal(row.cofinanced) / Decimal(row.committed) if row.committed else None,
        query=replace(chosen, **{by.value: value}).query(),
    )


def _statement(by: Grouping, chosen: PortfolioFilter, today: date, *, committed_only: bool = False) -> Select[Any]:
    """Each table is added up by line at once, never project by project."""
    ids = matching_projects(chosen, today)
    kept = select(Project.id, by.own.label("own")).where(among(Project.id, ids)).cte("kept")
    read = islice(_parts(kept, today), 2 if committed_only else None)
    parts = union_all(*(part.group_by(kept.c.own) for part in read)).subquery()
    sums = [func.sum(parts.c[name]).label(name) for name in FIGURES]
    return (
        select(by.code.label("code"), by.label.label("label"), *sums)
        .select_from(parts)
        .outerjoin(by.code.class_, by.key == parts.c.own)
        .group_by(by.code, by.label, by.place)
        .order_by(by.place.nulls_last(), by.code)
    )


def _parts(kept: CTE, today: date) -> Iterator[Select[Any]]:
    yield _part(kept, projects=func.count())
    yield _part(kept, committed=func.sum(Investment.amount_eur)).join(Investment, Investment.project_id == kept.c.id)
    due = func.sum(Instalment.amount_eur).filter(UNPAID, Instalment.due_on <= today)
    planned = _part(kept, paid=func.sum(Instalment.paid_amount_eur), due=due)
    yield planned.join(Investment, Investment.project_id == kept.c.id).join(
        Instalment, Instalment.investment_id == Investment.id
    )
    brought = _part(kept, cofinanced=func.sum(Cofinancing.amount_eur))
    yield brought.join(Cofinancing, Cofinancing.project_id == kept.c.id)


def _part(kept: CTE, **found: Any) -> Select[Any]:
    own = (func.coalesce(found[name], 0) if name in found else literal(0) for name in FIGURES)
    columns = (column.label(name) for name, column in zip(FIGURES, own, strict=True))
    return select(kept.c.own.label("own"), *columns).select_from(kept)
