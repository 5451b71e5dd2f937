"""Verbs on investments, on their shares, and on what others bring; those on instalments stand beside."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.investments.instalments import (
    add_instalment,
    cancel_instalment,
    make_payable,
    pay_instalment,
    propose_plan,
    remove_instalment,
    restore_instalment,
    undo_payment,
    update_instalment,
)
from app.models import Allocation, Cofinancing, Instalment, InstalmentStatus, Investment, Organisation, Project, User
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
    shared = _allocated(session, investment)
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


def add_cofinancing(
    session: Session,
    *,
    project: Project,
    organisation: Organisation,
    kind: str,
    amount_eur: Decimal | None = None,
    days: Decimal | None = None,
    confirmed: bool = False,
    note: str = "",
    reason: str = "",
    user: User | None,
) -> Cofinancing:
    _refuse_empty(amount_eur, days)
    check_money(session, project.id, Group.AMOUNTS, user, reason)
    cofinancing = Cofinancing(
        project_id=project.id,
        organisation_id=organisation.id,
        kind=kind,
        amount_eur=amount_eur,
        days=days,
        confirmed=confirmed,
        note=note,
    )
    keep(session, cofinancing, user=user)
    return cofinancing


def update_cofinancing(
    session: Session,
    cofinancing: Cofinancing,
    *,
    user: User | None,
    version: int | None = None,
    reason: str = "",
    **columns: object,
) -> Cofinancing:
    amounts = columns.get("amount_eur", cofinancing.amount_eur), columns.get("days", cofinancing.days)
    _refuse_empty(*amounts)
    if amounts != (cofinancing.amount_eur, cofinancing.days):
        check_money(session, cofinancing.project_id, Group.AMOUNTS, user, reason)
    change(session, cofinancing, user=user, version=version, **columns)
    return cofinancing


def remove_cofinancing(session: Session, cofinancing: Cofinancing, *, user: User | None) -> None:
    check_money(session, cofinancing.project_id, Group.AMOUNTS, user)
    session.delete(cofinancing)
    session.flush()


def _refuse_beyond(
    session: Session, investment: Investment, amount_eur: Decimal, instead_of: Decimal = Decimal(0)
) -> None:
    room = investment.amount_eur - _allocated(session, investment) + instead_of
    if amount_eur > room:
        raise Refused(
            f"Il reste {euros(room)} à affecter sur les {euros(investment.amount_eur)} de l’investissement.",
            field="amount_eur",
        )


def _allocated(session: Session, investment: Investment) -> Decimal:
    """The investment is locked first: two shares added at once never pass its amount together."""
    session.refresh(investment, ["amount_eur", "version"], with_for_update=True)
    total = select(func.coalesce(func.sum(Allocation.amount_eur), 0)).where(Allocation.investment_id == investment.id)
    return Decimal(session.scalar(total) or 0)


def _refuse_empty(amount_eur: object, days: object) -> None:
    if amount_eur is None and days is None:
        raise Refused("Renseignez un montant, ou un nombre de jours.", field="amount_eur")
