"""Who acts, through what, and why: told to the database at the start of a transaction, for its triggers."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.models.journal import Origin

ACTING = text("SELECT journal_acting(:user_id, :invitation_id, :origin, :route, :request_id, :reason)")
THROUGH_DOOR = text("SELECT set_config('journal.door_id', :door_id, true)")
BECAUSE = text("SELECT journal_because(:reason)")
NOTE = text("SELECT journal_note(:subject, :key, :what, :details)").bindparams(bindparam("details", type_=JSONB))


@dataclass(frozen=True)
class Actor:
    """``route``: the address as declared, the name of the job, or the command; never with what was typed in it."""

    origin: str = Origin.COMMAND
    user_id: int | None = None
    invitation_id: int | None = None
    route: str = ""
    request_id: str = ""
    reason: str = ""
    door_id: int | None = None


A_COMMAND = Actor()
_current: ContextVar[Actor] = ContextVar("actor", default=A_COMMAND)


@contextmanager
def acting_as(origin: str, **who: Any) -> Iterator[None]:
    """What the transactions begun in this block are put down to (``app.db.writing``)."""
    before = _current.set(replace(_current.get(), origin=origin, **who))
    try:
        yield
    finally:
        _current.reset(before)


def current_actor() -> Actor:
    return _current.get()


def acting(
    session: Session,
    *,
    user_id: int | None,
    origin: str,
    reason: str = "",
    invitation_id: int | None = None,
    route: str = "",
    request_id: str = "",
) -> None:
    """From here to the end of this transaction, or to the next call: an entry of its own in the journal."""
    act(session, Actor(origin, user_id, invitation_id, route, request_id, reason))


def act(session: Session, actor: Actor) -> None:
    values = {name: getattr(actor, name) for name in ("user_id", "invitation_id", "route", "request_id", "reason")}
    session.execute(ACTING, {**values, "origin": str(actor.origin)})
    if actor.door_id is not None:
        session.execute(THROUGH_DOOR, {"door_id": str(actor.door_id)})


def because(session: Session, reason: str) -> None:
    """The reason of what this transaction has changed, or will change."""
    session.flush()
    session.execute(BECAUSE, {"reason": reason})


def note(session: Session, subject: str, what: str, *, key: str = "", **details: Any) -> None:
    """Something done that changes no record: ``note(session, "journal", "export", lines=120)``."""
    session.execute(NOTE, {"subject": subject, "key": key, "what": what, "details": details})
