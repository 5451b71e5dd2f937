"""The browsers in which a link was used. The token lives in the cookie only; the table holds its hash."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.closing import end_of_day
from app.models import Door, DoorSession
from app.settings import settings
from app.tokens import new_token, token_hash

AFTERWARDS = timedelta(days=1)  # to read one's answers again on the day after the last one


def open_session(session: Session, *, door: Door, now: datetime) -> str:
    """Always a new token, so that one planted beforehand is worth nothing."""
    token = new_token()
    session.execute(delete(DoorSession).where(DoorSession.expires_at < now))
    session.add(
        DoorSession(
            token_sha256=token_hash(token),
            door_id=door.id,
            csrf_token=new_token(),
            created_at=now,
            last_seen_at=now,
            expires_at=ends_at(door, now),
        )
    )
    session.flush()
    return token


def ends_at(door: Door, now: datetime) -> datetime:
    """As long as a partner's visit; never long after the last day."""
    longest = now + timedelta(days=settings().respondent_absolute_days)
    return min(longest, end_of_day(door.expires_on) + AFTERWARDS)


def end_session(session: Session, *, token_sha256: bytes) -> None:
    session.execute(delete(DoorSession).where(DoorSession.token_sha256 == token_sha256))


def end_sessions(session: Session, *, door_id: int) -> None:
    session.execute(delete(DoorSession).where(DoorSession.door_id == door_id))
