"""Asking for letters about a door. Each has a key that says which one it is: the same letter is never queued twice."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.closing import end_of_day
from app.doors.kinds import kind_of
from app.errors import Refused
from app.jobs import enqueue
from app.models import Door, DoorKind, DoorLetter, DoorLetterKind, User

WINDOW = timedelta(minutes=15)
LETTERS_ALLOWED = 3
NOBODY = "Aucun lien n’est en cours\u00a0: invitez d’abord cette personne."
OVER = "Ce lien est arrivé à sa fin\u00a0: invitez de nouveau, jusqu’à un jour à venir."
ANSWERED = "Aucune réponse n’est plus attendue ici\u00a0: la relance n’est pas partie."
ALREADY = "Cette personne a déjà reçu un courriel aujourd’hui\u00a0: attendez demain pour la relancer."


def queue_letter(
    session: Session, *, door: Door, kind: DoorLetterKind, key: str, user: User | None, now: datetime
) -> DoorLetter | None:
    """The letter leaves once this transaction is committed; None when the one of that key exists already."""
    values = {
        "key": key,
        "kind": kind.value,
        "door_id": door.id,
        "to_email": door.contact_email,
        "queued_at": now,
        "queued_by_id": user.id if user else None,
    }
    once = insert(DoorLetter).values(values).on_conflict_do_nothing(index_elements=[DoorLetter.key])
    letter_id = session.scalar(once.returning(DoorLetter.id))
    if letter_id is None:
        return None
    enqueue(session, "doors.send_letter", letter_id=letter_id)
    return session.get_one(DoorLetter, letter_id)


def remind(session: Session, *, kind: DoorKind, subject_id: int, user: User | None, now: datetime) -> DoorLetter:
    """One letter a day at most, the invitation counted; refused when there is nothing to remind of."""
    query = select(Door).where(Door.kind == kind, Door.subject_id == subject_id, Door.revoked_at.is_(None))
    door = session.scalar(query.with_for_update())
    if door is None:
        raise Refused(NOBODY)
    if now >= end_of_day(door.expires_on):
        raise Refused(OVER)
    said = kind_of(kind)
    if said is None or not said.is_open(session, subject_id):
        raise Refused(ANSWERED)
    day = now.astimezone(PARIS).date()
    key = f"reminder:{door.id}:{day}"
    letter = None
    if not _written_on_day_of(session, door, now):
        letter = queue_letter(session, door=door, kind=DoorLetterKind.REMINDER, key=key, user=user, now=now)
    if letter is None:
        raise Refused(ALREADY)
    return letter


def send_again(session: Session, *, door: Door, now: datetime) -> bool:
    """Asked for by whoever lost the link: nobody's mailbox is flooded through us."""
    recent = select(func.count()).where(DoorLetter.door_id == door.id, DoorLetter.queued_at > now - WINDOW)
    if (session.scalar(recent) or 0) >= LETTERS_ALLOWED:
        return False
    key = f"invitation:{door.id}:{now:%Y-%m-%dT%H:%M}"
    letter = queue_letter(session, door=door, kind=DoorLetterKind.INVITATION, key=key, user=None, now=now)
    return letter is not None


def _written_on_day_of(session: Session, door: Door, now: datetime) -> bool:
    last = session.scalar(select(func.max(DoorLetter.queued_at)).where(DoorLetter.door_id == door.id))
    return last is not None and last.astimezone(PARIS).date() == now.astimezone(PARIS).date()
