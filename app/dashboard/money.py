"""The money of the projects kept, by programme, phase, region, category or funder; same sums as the list."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

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
    """Where the value of a project is found, and in which order the lines come: never that of the amounts."""

    code: Any
    label: Any
    place: Any
    on: Any


GROUPINGS = {
    Dimension.PROGRAMME: Grouping(
        Programme.code, Programme.title, func.normalise(Programme.title), Programme.id == Project.programme_id
    ),
    Dimension.PHASE: Grouping(
        InnovationPhase.code,
        InnovationPhase.label,
        InnovationPhase.position,
        InnovationPhase.code == Project.phase_code,
    ),
    Dimension.REGION: Grouping(
        Region.code, Region.label, func.normalise(Region.label), Region.code == Project.region_code
    ),
    Dimension.CATEGORY: Grouping(
        PartnershipCategory.code,
        PartnershipCategory.label,
        PartnershipCategory.position,
        PartnershipCategory.code == Project.category_code,
    ),
}


def asked_dimension(typed: str) -> Dimension:
    return Dimension(typed) if typed in list(Dimension) else Dimension.PROGRAMME


def money_by(session: Session, by: Dimension, chosen: PortfolioFilter, today: date) -> tuple[MoneyLine, ...]:
    """One query. What has no value comes last, as a line of its own."""
    if by is Dimension.FUNDER:
        return funder_lines(session, chosen, today)
    return tuple(_line(by, chosen, row) for row in session.execute(_statement(GROUPINGS[by], chosen, today)))


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


def _statement(by: Grouping, chosen: PortfolioFilter, today: date) -> Select[Any]:
    invested, planned, brought = _invested(), _planned(today), _brought()
    return (
        select(
            by.code.label("code"),
            by.label.label("label"),
            func.count().label("projects"),
            _sum(invested.c.amount).label("committed"),
            _sum(planned.c.paid).label("paid"),
            _sum(planned.c.due).label("due"),
            _sum(brought.c.amount).label("cofinanced"),
        )
        .select_from(Project)
        .outerjoin(by.code.class_, by.on)
        .outerjoin(invested, invested.c.project_id == Project.id)
        .outerjoin(planned, planned.c.project_id == Project.id)
        .outerjoin(brought, brought.c.project_id == Project.id)
        .where(Project.id.in_(matching_projects(chosen, today)))
        .group_by(by.code, by.label, by.place)
        .order_by(by.place.nulls_last(), by.code)
    )


def _sum(amount: Any) -> Any:
    return func.coalesce(func.sum(amount), 0)


def _invested() -> Subquery:
    amount = func.sum(Investment.amount_eur).label("amount")
    return select(Investment.project_id, amount).group_by(Investment.project_id).subquery()


def _planned(today: date) -> Subquery:
    due = func.sum(Instalment.amount_eur).filter(UNPAID, Instalment.due_on <= today)
    return (
        select(Investment.project_id, func.sum(Instalment.paid_amount_eur).label("paid"), due.label("due"))
        .join(Instalment, Instalment.investment_id == Investment.id)
        .group_by(Investment.project_id)
        .subquery()
    )


def _brought() -> Subquery:
    amount = func.sum(Cofinancing.amount_eur).label("amount")
    return select(Cofinancing.project_id, amount).group_by(Cofinancing.project_id).subquery()
