"""Contacts let in by a personal link, once it has ended."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Select, cast, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.models import Door, DoorSession, DoorToken
from app.privacy.retention.counting import rows_of

# The day it was taken back, or its last one.
ENDED: ColumnElement[datetime] = func.coalesce(Door.revoked_at, cast(Door.expires_on, DateTime(True)))


def ended(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat("Accès n°\u00a0", Door.id)
    return select(Door.id.label("key"), ENDED.label("at"), words.label("words")).where(*_old(limit))


def forget_contacts(session: Session, limit: datetime) -> int:
    chosen = list(session.scalars(select(Door.id).where(*_old(limit))))
    for table in (DoorToken, DoorSession):
        session.execute(delete(table).where(table.door_id.in_(chosen)))
    gone = update(Door).where(Door.id.in_(chosen))
    at = func.coalesce(Door.revoked_at, func.now())
    return rows_of(session, gone.values(contact_name="", contact_email="", revoked_at=at))


def _old(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return limit > ENDED, or_(Door.contact_name != "", Door.contact_email != "")
