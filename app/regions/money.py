"""The money of the projects of a place, as the list of projects adds it up, and whose money it is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Allocation, Cofinancing, Investment, Organisation
from app.projects.portfolio import Totals, read_totals
from app.regions.scope import chosen_of, ids_of

ZERO = Decimal(0)


@dataclass(frozen=True)
class FunderLine:
    id: int
    name: str
    amount: Decimal


@dataclass(frozen=True)
class RegionMoney:
    """`totals` are those of the list of projects of the place."""

    totals: Totals
    cofinanced: Decimal
    funders: tuple[FunderLine, ...]

    @property
    def leverage(self) -> Decimal | None:
        """Euros brought by others, valued contributions included, for one euro of the fund."""
        return self.cofinanced / self.totals.committed if self.totals.committed else None

    @property
    def unallocated(self) -> Decimal:
        return self.totals.committed - sum((line.amount for line in self.funders), ZERO)


def money_of(session: Session, code: str, today: date) -> RegionMoney:
    """Three queries. Funders by name: never ranked by what they give."""
    brought = select(func.coalesce(func.sum(Cofinancing.amount_eur), 0)).where(Cofinancing.project_id.in_(ids_of(code)))
    rows = session.execute(
        select(Organisation.id, Organisation.name, func.sum(Allocation.amount_eur))
        .join(Allocation, Allocation.funder_id == Organisation.id)
        .join(Investment, Investment.id == Allocation.investment_id)
        .where(Investment.project_id.in_(ids_of(code)))
        .group_by(Organisation.id)
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return RegionMoney(
        totals=read_totals(session, chosen_of(code), today),
        cofinanced=session.scalar(brought) or ZERO,
        funders=tuple(FunderLine(*row) for row in rows),
    )
