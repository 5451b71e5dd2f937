"""Reading doors: what a link leads to, the live door of each subject, those of an address."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app import clock
from app.closing import end_of_day
from app.doors.kinds import Kind, kind_of
from app.letters.queries import LetterState, state_of
from app.models import Door, DoorKind, DoorLetter, DoorLetterKind, DoorToken
from app.tokens import token_hash


class DoorState(StrEnum):
    INVITED = "invited"
    OPENED = "opened"
    OVER = "over"

    @property
    def label(self) -> str:
        return {"invited": "pas encore ouvert", "opened": "ouvert", "over": "arrivé à sa fin"}[self]


@dataclass(frozen=True)
class Link:
    """What may be said before the button is pressed: mail scanners read that page too, so nothing about the contact."""

    door_id: int
    kind: Kind
    title: str
    expires_on: date
    opened: bool
    takes_answers: bool
    is_live: bool

    @property
    def address(self) -> str:
        return self.kind.start(self.door_id)


@dataclass(frozen=True)
class LastLetter:
    kind: DoorLetterKind
    queued_at: datetime
    sent_at: datetime | None
    state: LetterState
    failure: str


@dataclass(frozen=True)
class LiveDoor:
    """`written_today`: a letter was asked for on this day in Paris; one reminder a day at most."""

    id: int
    kind: DoorKind
    subject_id: int
    contact_name: str
    contact_email: str
    created_at: datetime
    expires_on: date
    opened_at: datetime | None
    state: DoorState
    letter: LastLetter | None
    written_today: bool

    @property
    def contact(self) -> str:
        return f"{self.contact_name} ({self.contact_email})" if self.contact_name else self.contact_email

    @property
    def can_remind(self) -> bool:
        return self.state is not DoorState.OVER and not self.written_today


def find_link(session: Session, token: str, now: datetime) -> Link | None:
    """None for a token that was never given, and alike for one that was taken back."""
    query = select(Door).join(DoorToken, DoorToken.door_id == Door.id)
    door = session.scalar(query.where(DoorToken.token_sha256 == token_hash(token), Door.revoked_at.is_(None)))
    kind = kind_of(door.kind) if door else None
    if door is None or kind is None:
        return None
    return Link(
        door_id=door.id,
        kind=kind,
        title=kind.title_of(session, door.subject_id),
        expires_on=door.expires_on,
        opened=door.opened_at is not None,
        takes_answers=kind.is_open(session, door.subject_id),
        is_live=now < end_of_day(door.expires_on),
    )


def live_doors(
    session: Session, kind: DoorKind, subject_ids: Collection[int], now: datetime | None = None
) -> dict[int, LiveDoor]:
    """By subject; a subject without a live door has none. Two queries, however many subjects."""
    if not subject_ids:
        return {}
    moment = now or clock.now()
    query = select(Door).where(Door.kind == kind, Door.subject_id.in_(subject_ids), Door.revoked_at.is_(None))
    doors = session.scalars(query.order_by(Door.id)).all()
    letters = _last_letters(session, [door.id for door in doors])
    return {door.subject_id: _live(door, letters.get(door.id), moment) for door in doors}


def live_door(session: Session, kind: DoorKind, subject_id: int, now: datetime | None = None) -> LiveDoor | None:
    return live_doors(session, kind, [subject_id], now).get(subject_id)


def doors_of_address(session: Session, email: str, today: date) -> Sequence[Door]:
    """Live doors opened to an address, whose last day is not over."""
    query = select(Door).where(
        func.lower(Door.contact_email) == email.strip().lower(), Door.revoked_at.is_(None), Door.expires_on >= today
    )
    return session.scalars(query.order_by(Door.id)).all()


def state_of_door(door: Door, now: datetime) -> DoorState:
    if now >= end_of_day(door.expires_on):
        return DoorState.OVER
    return DoorState.OPENED if door.opened_at else DoorState.INVITED


def _last_letters(session: Session, door_ids: Sequence[int]) -> dict[int, DoorLetter]:
    query = select(DoorLetter).where(DoorLetter.door_id.in_(door_ids)).ext(distinct_on(DoorLetter.door_id))
    newest = query.order_by(DoorLetter.door_id, DoorLetter.id.desc())
    return {letter.door_id: letter for letter in session.scalars(newest)}


def _live(door: Door, letter: DoorLetter | None, now: datetime) -> LiveDoor:
    return LiveDoor(
        id=door.id,
        kind=DoorKind(door.kind),
        subject_id=door.subject_id,
        contact_name=door.contact_name,
        contact_email=door.contact_email,
        created_at=door.created_at,
        expires_on=door.expires_on,
        opened_at=door.opened_at,
        state=state_of_door(door, now),
        letter=_told(letter, now) if letter else None,
        written_today=letter is not None and _day(letter.queued_at) == _day(now),
    )


def _told(letter: DoorLetter, now: datetime) -> LastLetter:
    kind = DoorLetterKind(letter.kind)
    return LastLetter(kind, letter.queued_at, letter.sent_at, state_of(letter, now), letter.failure)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.PARIS).date()
