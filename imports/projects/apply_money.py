"""Writes the investment of a project and its instalments, through the verbs of their feature."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.investments.service import (
    add_instalment,
    add_investment,
    pay_instalment,
    restore_instalment,
    update_instalment,
    update_investment,
)
from app.models import Instalment, InstalmentStatus, Investment, Project, User
from imports.projects.planned import PlannedInstalment, PlannedInvestment, State


def apply_investment(session: Session, project: Project, planned: PlannedInvestment, *, user: User | None) -> None:
    investment = _investment(session, project, planned, user)
    for each in planned.instalments:
        if each.state is State.NEW:
            add_instalment(
                session,
                investment=investment,
                label=each.label,
                due_on=each.due_on,
                amount_eur=each.amount_eur,
                paid_on=each.paid_on,
                user=user,
            )
        elif each.state is State.CHANGED:
            _change(session, session.get_one(Instalment, each.existing_id), each, user)


def _investment(session: Session, project: Project, planned: PlannedInvestment, user: User | None) -> Investment:
    if planned.existing_id is None:
        return add_investment(
            session, project=project, amount_eur=planned.amount_eur, copil_on=planned.copil_on, user=user
        )
    investment = session.get_one(Investment, planned.existing_id)
    if planned.state is State.CHANGED:
        update_investment(session, investment, amount_eur=planned.amount_eur, copil_on=planned.copil_on, user=user)
    return investment


def _change(session: Session, instalment: Instalment, planned: PlannedInstalment, user: User | None) -> None:
    """An instalment paid in full stays paid in full when its amount is corrected; one paid otherwise is left so."""
    in_full = instalment.paid_amount_eur == instalment.amount_eur
    update_instalment(session, instalment, due_on=planned.due_on, amount_eur=planned.amount_eur, user=user)
    if instalment.status != InstalmentStatus.PAID or in_full or instalment.paid_on != planned.paid_on:
        _pay(session, instalment, planned, user, None if in_full else instalment.paid_amount_eur)


def _pay(
    session: Session,
    instalment: Instalment,
    planned: PlannedInstalment,
    user: User | None,
    paid_eur: Decimal | None = None,
) -> None:
    """Nothing to do when the sheet gives no date; a cancelled instalment that was paid after all is restored first."""
    if planned.paid_on is None:
        return
    if instalment.status == InstalmentStatus.CANCELLED:
        restore_instalment(session, instalment, user=user)
    pay_instalment(
        session,
        instalment,
        paid_on=planned.paid_on,
        amount_eur=paid_eur or planned.amount_eur,
        reference=instalment.payment_reference or "",
        user=user,
    )
