"""Verbs on added values and on coordination time: said, corrected, taken away."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import AddedValue, AddedValueMethod, CoordinationTime, Document, Partner, Project, User

NOT_A_PARTNER = "Choisissez un des partenaires du projet."
COUNTED = (
    "Un temps de coordination couvre déjà une partie de ces jours, pour ce partenaire ou pour toute l’alliance\u202f: "
    "ils compteraient deux fois."
)


def add_value(session: Session, *, project: Project, user: User | None, **columns: Any) -> AddedValue:
    _check_value(session, project.id, columns)
    _check_method(session, str(columns["method_code"]))
    made = AddedValue(project_id=project.id, **_stripped(columns))
    keep(session, made, user=user)
    return made


def update_value(
    session: Session, value: AddedValue, *, user: User | None, version: int | None = None, **columns: Any
) -> AddedValue:
    """A retired method stays where it is used."""
    _check_value(session, value.project_id, columns)
    if columns["method_code"] != value.method_code:
        _check_method(session, str(columns["method_code"]))
    change(session, value, user=user, version=version, **_stripped(columns))
    return value


def remove_value(session: Session, value: AddedValue) -> None:
    session.delete(value)
    session.flush()


def add_time(session: Session, *, project: Project, user: User | None, **columns: Any) -> CoordinationTime:
    _check_time(session, project.id, columns)
    made = CoordinationTime(project_id=project.id, **_stripped(columns))
    keep(session, made, user=user)
    return made


def update_time(
    session: Session, time: CoordinationTime, *, user: User | None, version: int | None = None, **columns: Any
) -> CoordinationTime:
    _check_time(session, time.project_id, columns)
    _refuse_counted(session, time, columns)
    change(session, time, user=user, version=version, **_stripped(columns))
    return time


def remove_time(session: Session, time: CoordinationTime) -> None:
    session.delete(time)
    session.flush()


def _check_value(session: Session, project_id: int, columns: dict[str, Any]) -> None:
    if columns["low"] > columns["high"]:
        raise Refused("«\u00a0Au plus\u00a0» ne peut pas être plus petit que «\u00a0Au moins\u00a0».", field="high")
    _check_period(columns["starts_on"], columns["ends_on"])
    check_partner(session, project_id, columns.get("said_by_id"), "said_by_id")
    _check_document(session, project_id, columns.get("document_id"))


def _check_time(session: Session, project_id: int, columns: dict[str, Any]) -> None:
    _check_period(columns["starts_on"], columns["ends_on"])
    days: Decimal | None = columns.get("days")
    if days is not None and days * 2 != (days * 2).to_integral_value():
        raise Refused("Comptez par demi-journées\u00a0: par exemple 8 ou 8,5.", field="days")
    if columns.get("day_rate_eur") is not None and not str(columns.get("rate_source", "")).strip():
        raise Refused("Dites d’où vient ce coût d’une journée.", field="rate_source")
    check_partner(session, project_id, columns.get("partner_id"), "partner_id")
    check_partner(session, project_id, columns.get("said_by_id"), "said_by_id")


def _check_period(starts_on: date, ends_on: date) -> None:
    if starts_on > ends_on:
        raise Refused("La fin de la période précède son début.", field="ends_on")


def _check_method(session: Session, code: str) -> None:
    known = select(AddedValueMethod.code).where(AddedValueMethod.code == code, AddedValueMethod.active)
    if session.scalar(known) is None:
        raise Refused("Choisissez une méthode de la liste.", field="method_code")


def check_partner(session: Session, project_id: int, partner_id: object, field: str) -> None:
    own = select(Partner.id).where(Partner.id == partner_id, Partner.project_id == project_id)
    if partner_id is not None and session.scalar(own) is None:
        raise Refused(NOT_A_PARTNER, field=field)


def _check_document(session: Session, project_id: int, document_id: object) -> None:
    own = select(Document.id).where(Document.id == document_id, Document.project_id == project_id)
    if document_id is not None and session.scalar(own) is None:
        raise Refused("Choisissez un document du projet.", field="document_id")


def _refuse_counted(session: Session, own: CoordinationTime, columns: dict[str, Any]) -> None:
    """The database does not look at who bears the time when it changes (two records joined): here we do."""
    partner_id = columns.get("partner_id")
    bearer = CoordinationTime.partner_id
    overlapping = select(CoordinationTime.id).where(
        CoordinationTime.project_id == own.project_id,
        CoordinationTime.id != own.id,
        CoordinationTime.starts_on <= columns["ends_on"],
        CoordinationTime.ends_on >= columns["starts_on"],
    )
    if partner_id is not None:
        overlapping = overlapping.where(or_(bearer.is_(None), bearer == partner_id))
    if session.scalar(overlapping.limit(1)) is not None:
        raise Refused(COUNTED, field="starts_on")


def _stripped(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in columns.items()}
