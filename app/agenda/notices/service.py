"""The mail of a person on a day: what it says is written down in the transaction that puts it in the queue."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.agenda.notices.choices import Reminders
from app.agenda.notices.finding import ESCALATED, Key, Thing, is_turn, monday, to_escalate, to_tell
from app.jobs import enqueue
from app.models import Digest, Notice, User


def prepare(
    session: Session, *, user: User, wanted: Reminders, things: Sequence[Thing], days: int, today: date, now: datetime
) -> Digest | None:
    """None when this day was already seen to, or when there is nothing to tell; run twice, nothing leaves twice."""
    turn = is_turn(wanted, seen_since(session, user.id, monday(today)))
    digest = _claim(session, user.id, today, now)
    if digest is None:
        return None
    keys = [one.key(mark) for one, mark in to_tell(things, wanted, user.id, today)] if turn else []
    keys += [one.key(ESCALATED) for one in to_escalate(things, wanted, user.id, days, today)]
    if not keys or not _write(session, digest, keys):
        return None
    enqueue(session, "agenda.send_digest", digest_id=digest.id)
    return digest


def seen_since(session: Session, user_id: int, day: date) -> bool:
    found = select(Digest.id).where(Digest.user_id == user_id, Digest.day >= day).limit(1)
    return session.scalar(found) is not None


def _claim(session: Session, user_id: int, day: date, now: datetime) -> Digest | None:
    row = {"user_id": user_id, "day": day, "queued_at": now}
    claimed = session.scalar(insert(Digest).values(row).on_conflict_do_nothing().returning(Digest.id))
    return session.get(Digest, claimed) if claimed is not None else None


def _write(session: Session, digest: Digest, keys: Sequence[Key]) -> int:
    """How many had never been told."""
    names = ("subject", "subject_id", "due_on", "mark")
    rows = [{"digest_id": digest.id, "user_id": digest.user_id, **dict(zip(names, key, strict=True))} for key in keys]
    added = insert(Notice).values(rows).on_conflict_do_nothing().returning(Notice.id)
    return len(session.execute(added).all())
