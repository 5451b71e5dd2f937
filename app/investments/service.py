"""Verbs on investments; those on their shares, on instalments, on payments and on what others bring stand beside."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.investments.allocations import add_allocation, allocated, remove_allocation, update_allocation
from app.investments.cofinancings import add_cofinancing, remove_cofinancing, update_cofinancing
from app.investments.instalments import (
    add_instalment,
    cancel_instalment,
    propose_plan,
    remove_instalment,
    restore_instalment,
    update_instalment,
)
from app.investments.payments import make_payable, pay_instalment, undo_payment
from app.models import Instalment, InstalmentStatus, Investment, Project, User
from app.projects.permissions import Group, check_money
from app.wording import euros

__all__ = [
    "add_allocation",
    "add_cofinancing",
    "add_instalment",
    "add_investment",
    "cancel_instalment",
    "make_payable",
    "pay_instalment",
    "propose_plan",
    "remove_allocation",
    "remove_cofinancing",
    "remove_instalment",
    "remove_investment",
    "restore_instalment",
    "undo_payment",
    "update_allocation",
    "update_cofinancing",
    "update_instalment",
    "update_investment",
]


def add_investment(
    session: Session,
    *,
    project: Project,
    amount_eur: Decimal,
    copil_on: date | None = None,
    copil_number: str = "",
    purpose: str = "",
    reason: str = "",
    user: User | None,
) -> Investment:
    """`reason` here and below: asked of an administrator for a closed project (`app.projects.permissions`)."""
    check_money(session, project.id, Group.AMOUNTS, user, reason)
    investment = Investment(
        project_id=project.id, amount_eur=amount_eur, copil_on=copil_on, copil_number=copil_number, purpose=purpose
    )
    keep(session, investment, user=user)
    return investment


def update_investment(
    session: Session,
    investment: Investment,
    *,
    user: User | None,
    version: int | None = None,
    reason: str = "",
    **columns: object,
) -> Investment:
    amount = columns.get("amount_eur", investment.amount_eur)
    if amount != investment.amount_eur:
        check_money(session, investment.project_id, Group.AMOUNTS, user, reason)
    shared = allocated(session, investment)
    if isinstance(amount, Decimal) and amount < shared:
        raise Refused(
            f"Les financeurs apportent déjà {euros(shared)}\u202f: l’investissement ne peut pas descendre en dessous.",
            field="amount_eur",
        )
    change(session, investment, user=user, version=version, **columns)
    return investment


def remove_investment(session: Session, investment: Investment, *, user: User | None) -> None:
    """Its shares and instalments go with it; money already paid keeps it."""
    paid = select(Instalment.id).where(
        Instalment.investment_id == investment.id, Instalment.status == InstalmentStatus.PAID
    )
    if session.scalar(paid.limit(1)) is not None:
        raise Refused("Une tranche de cet investissement a été versée\u202f: il ne peut plus être retiré.")
    check_money(session, investment.project_id, Group.AMOUNTS, user)
    session.delete(investment)
    session.flush()
