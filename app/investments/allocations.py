"""Verbs on the shares of an investment: whose money it is, never more than its amount."""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import Allocation, Investment, Organisation, User
from app.projects.permissions import Group, check_money
from app.wording import euros


def add_allocation(
    session: Session,
    *,
    investment: Investment,
    funder: Organisation,
    amount_eur: Decimal,
    reason: str = "",
    user: User | None,
) -> Allocation:
    check_money(session, investment.project_id, Group.AMOUNTS, user, reason)
    _refuse_beyond(session, investment, amount_eur)
    allocation = Allocation(investment_id=investment.id, funder_id=funder.id, amount_eur=amount_eur)
    keep(session, allocation, user=user)
    return allocation


def update_allocation(
    session: Session,
    allocation: Allocation,
    *,
    amount_eur: Decimal,
    user: User | None,
    version: int | None = None,
    reason: str = "",
) -> Allocation:
    investment = session.get_one(Investment, allocation.investment_id)
    if amount_eur != allocation.amount_eur:
        check_money(session, investment.project_id, Group.AMOUNTS, user, reason)
    _refuse_beyond(session, investment, amount_eur, instead_of=allocation.amount_eur)
    change(session, allocation, user=user, version=version, amount_eur=amount_eur)
    return allocation


def remove_allocation(session: Session, allocation: Allocation, *, user: User | None) -> None:
    investment = session.get_one(Investment, allocation.investment_id)
    check_money(session, investment.project_id, Group.AMOUNTS, user)
    session.delete(allocation)
    session.flush()


def allocated(session: Session, investment: Investment) -> Decimal:
    """The investment is locked first: two shares added at once never pass its amount together."""
    session.refresh(investment, ["amount_eur", "version"], with_for_update=True)
    total = select(func.coalesce(func.sum(Allocation.amount_eur), 0)).where(Allocation.investment_id == investment.id)
    return Decimal(session.scalar(total) or 0)


def _refuse_beyond(
    session: Session, investment: Investment, amount_eur: Decimal, instead_of: Decimal = Decimal(0)
) -> None:
    room = investment.amount_eur - allocated(session, investment) + instead_of
    if amount_eur > room:
        raise Refused(
            f"Il reste {euros(room)} à affecter sur les {euros(investment.amount_eur)} de l’investissement.",
            field="amount_eur",
        )
