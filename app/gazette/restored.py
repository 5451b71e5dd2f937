"""After a backup is put back: what waited may have left since, so no gazette leaves by itself."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models import GazetteSending

HELD = "La base a été restaurée\u202f: ce courriel est peut-être déjà parti."


def hold_gazettes(session: Session, *, now: datetime) -> None:
    waiting = update(GazetteSending).where(GazetteSending.sent_at.is_(None), GazetteSending.failed_at.is_(None))
    session.execute(waiting.values(failed_at=now, failure=HELD))
