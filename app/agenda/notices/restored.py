"""After a backup is put back: the mail of the day may have left since, so none leaves before another morning."""

from datetime import datetime

from sqlalchemy import Date, DateTime, Text, insert, literal, select, update
from sqlalchemy.orm import Session

from app import clock
from app.models import Digest, User

HELD = "La base a été restaurée\u202f: ce courriel est peut-être déjà parti."


def hold_digests(session: Session, *, now: datetime) -> None:
    """Those that waited are failed, and the day counts as seen to for everybody."""
    waiting = update(Digest).where(Digest.sent_at.is_(None), Digest.failed_at.is_(None))
    session.execute(waiting.values(failed_at=now, failure=HELD))
    today = now.astimezone(clock.PARIS).date()
    seen = select(Digest.user_id).where(Digest.day == today)
    at = literal(now, DateTime(timezone=True))
    rows = select(User.id, literal(today, Date), at, at, literal(HELD, Text)).where(User.active, User.id.not_in(seen))
    columns = ["user_id", "day", "queued_at", "failed_at", "failure"]
    session.execute(insert(Digest).from_select(columns, rows))
