"""The money linked to measures. In one sum, an investment counts once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, Select, func, select
from sqlalchemy.orm import Session

from app.models import Instalment, Investment, roadmap_investment, roadmap_project

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amounts:
    committed: Decimal = ZERO
    paid: Decimal = ZERO


def amounts_by_measure(session: Session, ids: Sequence[int]) -> Mapping[int, Amounts]:
    """Committed and paid by measure: its investments and those of its projects, each once in it."""
    found = session.execute(_summed(_linked(ids), by_measure=True))
    return {row.measure_id: Amounts(row.committed, row.paid) for row in found}


def amounts_together(session: Session, ids: Sequence[int]) -> Amounts:
    """Of all these measures: what is linked to several of them counts once."""
    row = session.execute(_summed(_linked(ids), by_measure=False)).one()
    return Amounts(row.committed, row.paid)


def _linked(ids: Sequence[int]) -> CTE:
    through = (
        select(roadmap_project.c.measure_id, Investment.id.label("investment_id"))
        .join(Investment, Investment.project_id == roadmap_project.c.project_id)
        .where(roadmap_project.c.measure_id.in_(ids))
    )
    direct = select(roadmap_investment.c.measure_id, roadmap_investment.c.investment_id)
    return through.union(direct.where(roadmap_investment.c.measure_id.in_(ids))).cte("linked")


def _summed(linked: CTE, *, by_measure: bool) -> Select[Any]:
    paid = (
        select(Instalment.investment_id, func.sum(Instalment.paid_amount_eur).label("paid"))
        .where(Instalment.investment_id.in_(select(linked.c.investment_id)))
        .group_by(Instalment.investment_id)
        .subquery()
    )
    own = (
        select(linked.c.measure_id, linked.c.investment_id) if by_measure else select(linked.c.investment_id).distinct()
    )
    pairs = own.subquery()
    sums = (
        func.coalesce(func.sum(Investment.amount_eur), 0).label("committed"),
        func.coalesce(func.sum(paid.c.paid), 0).label("paid"),
    )
    columns = (pairs.c.measure_id, *sums) if by_measure else sums
    statement = (
        select(*columns)
        .select_from(pairs)
        .join(Investment, Investment.id == pairs.c.investment_id)
        .outerjoin(paid, paid.c.investment_id == Investment.id)
    )
    return statement.group_by(pairs.c.measure_id) if by_measure else statement
