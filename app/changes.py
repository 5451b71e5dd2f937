"""Writing a record that people edit: the version they saw, what they changed, and who they are."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.models import User
from app.models.base import Versioned


def change(
    session: Session, record: Versioned, *, user: User | None, version: int | None = None, **columns: object
) -> None:
    """Set the columns and flush. A record that moved since `version` was seen is a conflict; nothing new, no write."""
    if version is not None and record.version != version:
        raise Conflict
    for name, value in columns.items():
        setattr(record, name, value)
    if session.is_modified(record):
        record.updated_by_id = user.id if user else None
        session.flush()


def keep(session: Session, record: Versioned, *, user: User | None) -> None:
    """Add a new record, signed by who typed it."""
    record.updated_by_id = user.id if user else None
    session.add(record)
    session.flush()


def author_of(session: Session, record: Versioned) -> str:
    """The name of who last saved it, for the page that shows two versions."""
    if record.updated_by_id is None:
        return ""
    return session.scalar(select(User.name).where(User.id == record.updated_by_id)) or ""
