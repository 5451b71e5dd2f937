"""What a funder may see: the projects its money is in, and that money. Nothing else is ever asked for here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.keyset import Page, read_page
from app.models import Allocation, Instalment, InstalmentStatus, Investment, Organisation, Project, Region
from app.projects.figures import UNPAID

HERE = "/espace-financeur"
KEYS: tuple[ColumnElement[Any], ...] = (Project.__table__.c.sort_title, Project.__table__.c.id)
NOT_FUNDED = "Ce projet n’existe pas, ou votre organisation ne le finance pas."


@dataclass(frozen=True)
class Synthesis:
    """Euros of this funder. `paid` and `due` are its part of what is paid and due, in proportion of its share."""

    projects: int
    committed: Decimal
    paid: Decimal
    due: Decimal

    @property
    def remaining(self) -> Decimal:
        return self.committed - self.paid


def funded_projects(funder_id: int | None) -> Select[int]:
    """The ids of the projects where this organisation has a share; none for nobody."""
    return (
        select(Investment.project_id)
        .join(Allocation, Allocation.investment_id == Investment.id)
        .where(Allocation.funder_id == funder_id)
    )


def funded_project(session: Session, funder_id: int | None, code: str) -> int:
    """Its id; a project of others answers exactly as one that does not exist."""
    query = select(Project.id).where(Project.code == code, Project.id.in_(funded_projects(funder_id)))
    found = session.scalar(query)
    if found is None:
        raise NotFound(NOT_FUNDED, HERE, "Revenir à mes projets")
    return found


def funder_named(session: Session, funder_id: int | None) -> str:
    return session.scalar(select(Organisation.name).where(Organisation.id == funder_id)) or ""


def synthesis(session: Session, funder_id: int | None, today: date) -> Synthesis:
    shares = _shares(funder_id, today)
    sums = (func.coalesce(func.sum(column), 0) for column in (shares.c.committed, shares.c.paid, shares.c.due))
    return Synthesis(*session.execute(select(func.count(), *sums).select_from(shares)).one())


def funded_page(
    session: Session, funder_id: int | None, today: date, *, after: str = "", before: str = ""
) -> tuple[Sequence[Row[*tuple[Any, ...]]], Page]:
    """By title: code, title, status, region, and the money of this funder."""
    kept = select(Project.id).where(Project.id.in_(funded_projects(funder_id)))
    page = read_page(session, kept, KEYS, after=after, before=before)
    shares = _shares(funder_id, today)
    rows = session.execute(
        select(
            Project.id,
            Project.code,
            Project.title,
            Project.status,
            Region.label.label("region"),
            shares.c.committed,
            shares.c.paid,
            shares.c.due,
        )
        .join(shares, shares.c.project_id == Project.id)
        .outerjoin(Region, Region.code == Project.region_code)
        .where(Project.id.in_(page.ids))
    )
    found = {row.id: row for row in rows}
    return [found[number] for number in page.ids], page


def share_of(session: Session, funder_id: int | None, project_id: int, today: date) -> Synthesis:
    shares = _shares(funder_id, today)
    row = session.execute(
        select(shares.c.committed, shares.c.paid, shares.c.due).where(shares.c.project_id == project_id)
    ).one()
    return Synthesis(1, *row)


def _shares(funder_id: int | None, today: date) -> CTE:
    """By project. An investment is paid by its funders in proportion of their shares; rounded once, by project."""
    paid = _instalments(Instalment.paid_amount_eur, Instalment.status == InstalmentStatus.PAID)
    due = _instalments(Instalment.amount_eur, UNPAID, Instalment.due_on <= today)
    ratio = Allocation.amount_eur / Investment.amount_eur
    return (
        select(
            Investment.project_id,
            func.sum(Allocation.amount_eur).label("committed"),
            func.round(func.sum(ratio * paid), 2).label("paid"),
            func.round(func.sum(ratio * due), 2).label("due"),
        )
        .join(Allocation, Allocation.investment_id == Investment.id)
        .where(Allocation.funder_id == funder_id)
        .group_by(Investment.project_id)
        .cte("shares")
    )


def _instalments(amount: Any, *tests: Any) -> Any:
    total = select(func.coalesce(func.sum(amount), 0)).where(Instalment.investment_id == Investment.id, *tests)
    return total.correlate(Investment).scalar_subquery()
