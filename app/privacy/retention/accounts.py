"""Accounts closed for long: what the person did stays, its name goes."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, delete, func, literal, select, update
from sqlalchemy import Text as SqlText
from sqlalchemy.orm import Session

from app.models import ApiToken, CalendarFeed, User
from app.privacy.retention.counting import rows_of

NOWHERE = "@invalid"
LAST_SEEN: ColumnElement[datetime] = func.coalesce(User.last_signed_in_at, User.created_at)


def closed(limit: datetime) -> Select[*tuple[Any, ...]]:
    return select(User.id.label("key"), LAST_SEEN.label("at"), User.name.label("words")).where(*_old(limit))


def forget_closed(session: Session, limit: datetime) -> int:
    number = cast(User.id, SqlText)
    for own in (ApiToken, CalendarFeed):
        session.execute(delete(own).where(own.user_id.in_(select(User.id).where(*_old(limit)))))
    gone = update(User).where(*_old(limit))
    return rows_of(
        session,
        gone.values(
            name=literal("compte fermé n°\u00a0").concat(number),
            email=literal("compte-ferme-").concat(number).concat(NOWHERE),
            password_hash=None,
        ),
    )


def _old(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return ~User.active, limit > LAST_SEEN, ~User.email.endswith(NOWHERE)
