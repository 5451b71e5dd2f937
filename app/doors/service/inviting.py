"""Inviting someone to answer, and taking the link back."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from app.accounts.addresses import ADDRESS
from app.clock import PARIS
from app.doors.kinds import kind_of
from app.doors.service.letters import queue_letter
from app.doors.sessions import end_sessions
from app.errors import Refused
from app.models import Door, DoorKind, DoorLetterKind, User

TWO_CLICKS = timedelta(minutes=1)
LONGEST = timedelta(days=366)
CLOSED = "Aucune réponse n’est attendue ici pour le moment\u00a0: aucun lien ne part."
WRONG_ADDRESS = "Écrivez une adresse électronique, par exemple prenom.nom@exemple.fr."
PAST = "Choisissez un jour à venir\u00a0: le lien s’ouvre jusqu’à ce jour inclus."
TOO_FAR = "Un lien s’ouvre un an au plus\u00a0: choisissez un jour plus proche."
NO_LINK = "Aucun lien n’est en cours."


def invite(
    session: Session,
    *,
    kind: DoorKind,
    subject_id: int,
    name: str,
    email: str,
    expires_on: date,
    user: User | None,
    now: datetime,
) -> Door:
    """A personal link leaves by mail; the one before it opens nothing any more.

    Pressed twice, or by two people at the same instant, it is one door and one letter.
    """
    name, email = name.strip(), email.strip().lower()
    _check(session, kind, subject_id, email, expires_on, now)
    _hold(session, kind, subject_id)
    before = _live(session, kind, subject_id)
    if before is not None and now - before.created_at < TWO_CLICKS and before.contact_email == email:
        before.contact_name, before.expires_on = name, expires_on
        return before
    if before is not None:
        _end(session, before, now)
    door = Door(
        kind=kind.value,
        subject_id=subject_id,
        contact_name=name,
        contact_email=email,
        expires_on=expires_on,
        created_at=now,
        created_by_id=user.id if user else None,
    )
    session.add(door)
    session.flush()
    queue_letter(session, door=door, kind=DoorLetterKind.INVITATION, key=f"invitation:{door.id}", user=user, now=now)
    return door


def revoke(session: Session, *, kind: DoorKind, subject_id: int, user: User | None, now: datetime) -> None:
    """The link, and the browsers it opened. What was answered stays. The journal says who took it back."""
    _hold(session, kind, subject_id)
    door = _live(session, kind, subject_id)
    if door is None:
        raise Refused(NO_LINK)
    _end(session, door, now)


def remove_doors(session: Session, *, kind: DoorKind, subject_id: int) -> None:
    """With what they opened: nothing points at a subject that is deleted."""
    session.execute(delete(Door).where(Door.kind == kind, Door.subject_id == subject_id))


def _check(session: Session, kind: DoorKind, subject_id: int, email: str, expires_on: date, now: datetime) -> None:
    said = kind_of(kind)
    today = now.astimezone(PARIS).date()
    if said is None or not said.is_open(session, subject_id):
        raise Refused(CLOSED)
    if not ADDRESS.fullmatch(email):
        raise Refused(WRONG_ADDRESS, field="contact_email")
    if expires_on < today:
        raise Refused(PAST, field="expires_on")
    if expires_on > today + LONGEST:
        raise Refused(TOO_FAR, field="expires_on")


def _hold(session: Session, kind: DoorKind, subject_id: int) -> None:
    """One at a time for one subject, which may not have a door to lock yet."""
    key = {"key": f"door:{kind.value}:{subject_id}"}
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 17000033))"), key)


def _live(session: Session, kind: DoorKind, subject_id: int) -> Door | None:
    query = select(Door).where(Door.kind == kind, Door.subject_id == subject_id, Door.revoked_at.is_(None))
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def _end(session: Session, door: Door, now: datetime) -> None:
    end_sessions(session, door_id=door.id)
    session.execute(update(Door).where(Door.id == door.id).values(revoked_at=now))
