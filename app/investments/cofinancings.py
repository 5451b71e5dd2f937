"""Verbs on what others bring to a project, in money or in days."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import Cofinancing, Organisation, Project, User
from app.projects.permissions import Group, check_money


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


def _refuse_empty(amount_eur: object, days: object) -> None:
    if amount_eur is None and days is None:
        raise Refused("Renseignez un montant, ou un nombre de jours.", field="amount_eur")
