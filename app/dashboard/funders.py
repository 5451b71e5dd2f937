"""Whose money it is: the part of each funder, by name, then the part of none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, Select, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.dashboard.lines import MoneyLine
from app.models import Allocation, Cofinancing, Investment, Organisation
from app.projects.figures import NO_FUNDER, WATCHED_LABELS
from app.projects.filters import NOBODY, PortfolioFilter, matching_projects


def funder_lines(session: Session, chosen: PortfolioFilter, today: date) -> tuple[MoneyLine, ...]:
    """One query. Leverage for one euro of this funder: what the others bring to its projects, funders included."""
    rows = session.execute(_statement(chosen, today)).all()
    named = sorted((row for row in rows if row.funder_id), key=lambda row: (row.sort_name, row.funder_id))
    return (*(_line(chosen, row) for row in named), *_of_none(chosen, rows))


def _line(chosen: PortfolioFilter, row: Any) -> MoneyLine:
    own = Decimal(row.own)
    others = Decimal(row.cofinanced) + Decimal(row.allocated) - own
    key = str(row.funder_id)
    return MoneyLine(key, row.name, row.projects, own, None, None, others / own, _query(chosen, key))


def _of_none(chosen: PortfolioFilter, rows: Any) -> Iterator[MoneyLine]:
    for row in rows:
        if row.funder_id is None and row.projects:
            query = replace(chosen, suivi=NO_FUNDER).query() if chosen.suivi in ("", NO_FUNDER) else ""
            label = WATCHED_LABELS[NO_FUNDER]
            yield MoneyLine(NOBODY, label, row.projects, Decimal(row.own), None, None, None, query)


def _query(chosen: PortfolioFilter, funder: str) -> str:
    """Two funders at once are not a choice the list knows."""
    return replace(chosen, financeur=funder).query() if chosen.financeur in ("", funder) else ""


def _statement(chosen: PortfolioFilter, today: date) -> Select[Any]:
    kept = matching_projects(chosen, today).cte("kept")
    shares = (
        select(Allocation.funder_id, Investment.project_id, func.sum(Allocation.amount_eur).label("amount"))
        .join(Investment, Investment.id == Allocation.investment_id)
        .where(Investment.project_id.in_(select(kept.c.id)))
        .group_by(Allocation.funder_id, Investment.project_id)
        .cte("shares")
    )
    return select(union_all(_funders(shares), _unallocated(kept)).subquery())


def _funders(shares: CTE) -> Select[Any]:
    of_all = select(shares.c.project_id, func.sum(shares.c.amount).label("amount")).group_by(shares.c.project_id)
    allocated = of_all.subquery("allocated")
    brought = (
        select(Cofinancing.project_id, func.sum(Cofinancing.amount_eur).label("amount"))
        .group_by(Cofinancing.project_id)
        .subquery("brought")
    )
    return (
        select(
            shares.c.funder_id,
            Organisation.name,
            Organisation.sort_name,
            func.count().label("projects"),
            func.sum(shares.c.amount).label("own"),
            func.sum(allocated.c.amount).label("allocated"),
            func.coalesce(func.sum(brought.c.amount), 0).label("cofinanced"),
        )
        .join(Organisation, Organisation.id == shares.c.funder_id)
        .join(allocated, allocated.c.project_id == shares.c.project_id)
        .outerjoin(brought, brought.c.project_id == shares.c.project_id)
        .group_by(shares.c.funder_id, Organisation.id)
    )


def _unallocated(kept: CTE) -> Select[Any]:
    given = select(func.coalesce(func.sum(Allocation.amount_eur), 0)).where(Allocation.investment_id == Investment.id)
    left = Investment.amount_eur - given.correlate(Investment).scalar_subquery()
    rest = (
        select(Investment.project_id, left.label("amount"))
        .where(Investment.project_id.in_(select(kept.c.id)))
        .subquery("rest")
    )
    return select(
        null().label("funder_id"),
        literal("").label("name"),
        literal("").label("sort_name"),
        func.count(rest.c.project_id.distinct()).label("projects"),
        func.coalesce(func.sum(rest.c.amount), 0).label("own"),
        literal(0).label("allocated"),
        literal(0).label("cofinanced"),
    ).where(rest.c.amount > 0)
