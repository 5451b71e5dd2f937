"""Reading the backups that the worker made."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Backup, BackupState, DrillOutcome, User

SHOWN = 30
DRILL_EVERY = timedelta(days=6, hours=12)  # a week, less what one night may be late on another


class Line(NamedTuple):
    backup: Backup
    asked_by: str | None


def latest(session: Session) -> Sequence[Line]:
    query = select(Backup, User.name).outerjoin(User, User.id == Backup.asked_by_id)
    rows = session.execute(query.order_by(Backup.asked_at.desc(), Backup.id.desc()).limit(SHOWN))
    return [Line(*row) for row in rows]


def last_made(session: Session) -> Backup | None:
    """Complete, and still there."""
    made = select(Backup).where(Backup.state == BackupState.DONE, Backup.deleted_at.is_(None))
    return session.scalar(made.order_by(Backup.finished_at.desc(), Backup.id.desc()).limit(1))


def last_verified(session: Session) -> Backup | None:
    verified = select(Backup).where(Backup.verification == DrillOutcome.PASSED)
    return session.scalar(verified.order_by(Backup.verified_at.desc(), Backup.id.desc()).limit(1))


def last_drilled(session: Session) -> Backup | None:
    """Whatever was found."""
    drilled = select(Backup).where(Backup.verified_at.is_not(None))
    return session.scalar(drilled.order_by(Backup.verified_at.desc(), Backup.id.desc()).limit(1))


def is_drill_due(session: Session, now: datetime) -> bool:
    """Only a drill that passed counts: one that did not is tried again with the next backup."""
    last = last_verified(session)
    return last is None or last.verified_at is None or last.verified_at < now - DRILL_EVERY


def is_one_under_way(session: Session) -> bool:
    query = select(Backup.id).where(Backup.state.in_((BackupState.WAITING, BackupState.RUNNING))).limit(1)
    return session.scalar(query) is not None


def administrators(session: Session) -> Sequence[User]:
    return session.scalars(select(User).where(User.role == "admin", User.active).order_by(User.id)).all()
