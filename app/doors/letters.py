"""The words of a door's letters. The link's secret is made here, as the letter leaves, and is kept nowhere in clear."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app import clock
from app.closing import end_of_day
from app.doors.kinds import Kind, kind_of
from app.doors.service import issue_token
from app.doors.service.letters import OVER
from app.letters.composing import Contact, contact_for, written
from app.letters.sending import UNWRITTEN
from app.mail import Mail
from app.models import Door, DoorLetter, DoorLetterKind, User
from app.post import Post
from app.settings import settings
from app.web.filters import date_full

REVOKED = "Le lien a été remplacé ou retiré entre-temps\u202f: la lettre n’est pas partie."
ANSWERED = "Aucune réponse n’est plus attendue\u202f: la lettre n’était plus utile."
TEMPLATES = {DoorLetterKind.INVITATION: "invitation", DoorLetterKind.REMINDER: "reminder"}
NOTHING = "Il n’y a plus rien à répondre derrière ce lien\u202f: la lettre n’est pas partie."


@dataclass(frozen=True)
class Words:
    """What the templates may say."""

    hello: str
    label: str
    title: str
    sentence: str
    duration: str
    closes_on: date
    is_open: bool
    link: str
    contact: Contact | None


def why_not(session: Session, letter: DoorLetter) -> str:
    """The sentence that keeps a letter from leaving, when what it says is no longer true."""
    door = session.get_one(Door, letter.door_id)
    kind = kind_of(door.kind)
    if kind is None:
        return NOTHING
    if door.revoked_at is not None:
        return REVOKED
    if clock.now() >= end_of_day(door.expires_on):
        return OVER
    reminds = letter.kind == DoorLetterKind.REMINDER
    return ANSWERED if reminds and not kind.is_open(session, door.subject_id) else ""


def compose(session: Session, letter: DoorLetter, now: datetime) -> Mail:
    words, kind = _words(session, letter, now), DoorLetterKind(letter.kind)
    return written(letter.to_email, subject(kind, words), f"doors/letters/{TEMPLATES[kind]}", words)


def subject(kind: DoorLetterKind, words: Words) -> str:
    about = f"{words.label}\u00a0: «\u00a0{words.title}\u00a0»" if words.title else words.label
    if kind is DoorLetterKind.REMINDER:
        return f"{about}, jusqu’au {date_full(words.closes_on)}"
    return about


POST = Post(DoorLetter, why_not, compose, UNWRITTEN)


def _words(session: Session, letter: DoorLetter, now: datetime) -> Words:
    door = session.get_one(Door, letter.door_id)
    author = session.get(User, letter.queued_by_id or door.created_by_id or 0)
    kind = _kind(door)
    return Words(
        hello=f"Bonjour {door.contact_name}," if door.contact_name else "Bonjour,",
        label=kind.label,
        title=kind.title_of(session, door.subject_id),
        sentence=kind.sentence,
        duration=kind.duration,
        closes_on=door.expires_on,
        is_open=kind.is_open(session, door.subject_id),
        link=f"{settings().base_url.rstrip('/')}/acces/lien/{issue_token(session, door=door, now=now)}",
        contact=contact_for(author),
    )


def _kind(door: Door) -> Kind:
    kind = kind_of(door.kind)
    if kind is None:
        raise LookupError(door.kind)
    return kind
