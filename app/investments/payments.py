"""Verbs on payments: an instalment signed for, paid, paid no more, and what it may still wait for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.changes import change
from app.errors import Refused
from app.investments.four_eyes import check_amount, check_payer
from app.investments.instalments import move, project_of
from app.investments.payable import facts_of, waiting
from app.investments.states import PAID, PAYABLE, PLANNED
from app.models import Instalment, Project, User
from app.projects.permissions import Group, check_money


def make_payable(session: Session, instalment: Instalment, *, user: User | None, reason: str = "") -> Instalment:
    """`reason`: why it does not wait for its milestone or its evaluation; it stays on the instalment."""
    project_id, said = project_of(session, instalment), reason.strip()
    check_money(session, project_id, Group.PAYMENTS, user)
    missing = what_is_missing(session, instalment)
    if missing is not None and not said:
        raise missing
    if missing is not None:
        check_money(session, project_id, Group.EARLY, user, said)
    return move(session, instalment, PAYABLE, user, payable_reason=said if missing else "")


def pay_instalment(
    session: Session,
    instalment: Instalment,
    *,
    paid_on: date,
    amount_eur: Decimal,
    reference: str = "",
    user: User | None,
    version: int | None = None,
) -> Instalment:
    if paid_on > clock.today():
        raise Refused(f"Un versement a déjà eu lieu\u202f: au plus tard le {clock.today():%d/%m/%Y}.", field="paid_on")
    require_ready(session, instalment, user)
    check_money(session, project_of(session, instalment), Group.PAYMENTS, user)
    check_payer(session, instalment, user)
    check_amount(instalment, amount_eur, user)
    paid = {"paid_on": paid_on, "paid_amount_eur": amount_eur, "payment_reference": reference}
    if instalment.status == PAID:
        change(session, instalment, user=user, version=version, **paid)
        return instalment
    return move(session, instalment, PAID, user, version=version, **paid)


def undo_payment(session: Session, instalment: Instalment, *, user: User | None) -> Instalment:
    """A payment typed by mistake: the instalment is to be paid again."""
    return move(session, instalment, PAYABLE, user, paid_on=None, paid_amount_eur=None, payment_reference="")


def require_ready(session: Session, instalment: Instalment, user: User | None) -> None:
    """Money follows the work: nothing is paid before what it waits for, unless somebody said why when signing.

    What a command takes over was paid before evaluations were entered here: it only waits for its milestone.
    """
    missing = None if instalment.payable_reason else what_is_missing(session, instalment, taken_over=user is None)
    if missing is not None:
        raise missing


def what_is_missing(session: Session, instalment: Instalment, *, taken_over: bool = False) -> Refused | None:
    """The refusal to tell. An evaluation reopened later takes nothing back from whoever signed after it."""
    facts = facts_of(session, instalment)
    if instalment.status != PLANNED or taken_over:
        facts = replace(facts, is_received=True)
    code = session.scalar(select(Project.code).where(Project.id == project_of(session, instalment))) or ""
    missing = waiting(facts, code)
    if missing is None:
        return None
    return Refused(f"Cette tranche attend {missing.words}.", missing.link, missing.link_label, field="reason")
