"""The links themselves: made when a letter leaves, used by a button, asked for again by whoever lost them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.doors.queries import Link, doors_of_address
from app.doors.service.letters import send_again
from app.doors.sessions import open_session
from app.errors import Refused
from app.models import Door, DoorToken
from app.tokens import new_token, token_hash

REPLACED = "Ce lien a été remplacé ou retiré\u202f: aucun courriel ne peut plus en partir."


def issue_token(session: Session, *, door: Door, now: datetime) -> str:
    """The secret of one more link; only its hash is kept, and it ends with its door."""
    session.refresh(door, attribute_names=["revoked_at"], with_for_update={"read": True})
    if door.revoked_at is not None:
        raise Refused(REPLACED)
    token = new_token()
    session.add(DoorToken(token_sha256=token_hash(token), door_id=door.id, created_at=now))
    session.flush()
    return token


def open_link(session: Session, *, link: Link, now: datetime) -> str | None:
    """The token of a new browser session; None when the link has ended, or was taken back at this very instant."""
    query = select(Door).where(Door.id == link.door_id, Door.revoked_at.is_(None)).with_for_update()
    door = session.scalar(query)
    if door is None or not link.is_live:
        return None
    door.opened_at = door.opened_at or now
    return open_session(session, door=door, now=now)


def ask_again(session: Session, *, email: str, now: datetime) -> int:
    """A fresh letter for each door of this address: how many leave."""
    today = now.astimezone(PARIS).date()
    return sum(_send_again(session, door, now) for door in doors_of_address(session, email, today))


def _send_again(session: Session, door: Door, now: datetime) -> bool:
    held = session.get(Door, door.id, with_for_update=True, populate_existing=True)
    return held is not None and held.revoked_at is None and send_again(session, door=held, now=now)
