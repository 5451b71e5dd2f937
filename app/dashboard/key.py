"""The key figures: those of the list of projects, and what only the whole fund says."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from app.among import among
from app.digits import number_typed
from app.models import Allocation, Campaign, CampaignStatus, Cofinancing, Investment, Organisation
from app.projects.filters import PortfolioFilter, matching_projects
from app.projects.portfolio import Totals, read_totals


@dataclass(frozen=True)
class Key:
    """`own`: what the funder of the choice pays; none without a funder. `published`: campaigns."""

    totals: Totals
    cofinanced: Decimal
    allocated: Decimal
    own: Decimal | None
    published: int

    @property
    def to_come(self) -> Decimal:
        return self.totals.committed - self.totals.paid - self.totals.due

    @property
    def leverage(self) -> Decimal | None:
        """Euros of the others for one euro of the fund, or of the funder of the choice."""
        if self.own is None:
            return self.cofinanced / self.totals.committed if self.totals.committed else None
        return (self.cofinanced + self.allocated - self.own) / self.own if self.own else None


def key_figures(session: Session, chosen: PortfolioFilter, today: date) -> Key:
    """Two queries."""
    totals = read_totals(session, chosen, today)
    cofinanced, allocated, own, published = session.execute(_others(chosen, today)).one()
    has_funder = bool(chosen.financeur)
    return Key(totals, cofinanced, allocated, own if has_funder else None, published)


def _others(chosen: PortfolioFilter, today: date) -> Select[Any]:
    ids = matching_projects(chosen, today)
    kept = ids if ids.whereclause is None else select(ids.cte("kept").c.id).where(true())
    shares = select(func.coalesce(func.sum(Allocation.amount_eur), 0))
    own = shares.where(Allocation.funder_id.in_(_funders(chosen.financeur)))
    brought = select(func.coalesce(func.sum(Cofinancing.amount_eur), 0)).where(among(Cofinancing.project_id, kept))
    published = select(func.count()).select_from(Campaign).where(Campaign.status == CampaignStatus.PUBLISHED)
    return select(
        brought.scalar_subquery(),
        _of_projects(shares, kept).scalar_subquery(),
        _of_projects(own, kept).scalar_subquery(),
        published.where(among(Campaign.project_id, kept)).scalar_subquery(),
    )


def _of_projects(shares: Select[Any], kept: Select[Any]) -> Select[Any]:
    """Whose money it is is only looked for when it matters."""
    if kept.whereclause is None:
        return shares
    return shares.join(Investment, Investment.id == Allocation.investment_id).where(Investment.project_id.in_(kept))


def _funders(value: str) -> Select[Any]:
    """An organisation's number or its name, as the filter reads it."""
    named = Organisation.sort_name == func.normalise(value)
    if (number := number_typed(value)) is not None:
        return select(Organisation.id).where(Organisation.id == number)
    return select(Organisation.id).where(named)
