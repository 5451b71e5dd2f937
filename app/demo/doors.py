"""Personal links of the demonstration: not yet opened, opened, arrived at their end; each with its letter."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.models import (
    CampaignStatus,
    Door,
    DoorKind,
    DoorLetter,
    DoorLetterKind,
    ProgrammeReview,
    ProgrammeVoice,
)

# Days since the invitation, since it was opened if it was, and until its last day.
STATES = ((6, None, 24), (12, 9, 18), (40, 35, -3))
PEOPLE = ("Anaïs Kerbrat (fictive)", "Malo Tanguy (fictif)", "Inès Delvaux (fictive)")


def open_doors(session: Session, now: datetime) -> None:
    """Voices not heard yet, and without a link so far, take the three states in turn."""
    silent = (
        select(ProgrammeVoice.id)
        .join(ProgrammeReview, ProgrammeReview.id == ProgrammeVoice.review_id)
        .where(ProgrammeReview.status == CampaignStatus.OPEN, ProgrammeVoice.submitted_at.is_(None), ~_has_link())
    )
    for number, voice_id in enumerate(session.scalars(silent.order_by(ProgrammeVoice.id)).all()):
        _open(session, DoorKind.PROGRAMME, voice_id, number, now)


def _has_link() -> ColumnElement[bool]:
    own = select(Door.id).where(Door.kind == DoorKind.PROGRAMME, Door.subject_id == ProgrammeVoice.id)
    return own.where(Door.revoked_at.is_(None)).exists()


def _open(session: Session, kind: DoorKind, subject_id: int, number: int, now: datetime) -> None:
    invited, opened, left = STATES[number % len(STATES)]
    at = now - timedelta(days=invited)
    door = Door(
        kind=kind.value,
        subject_id=subject_id,
        contact_name=PEOPLE[number % len(PEOPLE)],
        contact_email=f"personne-{kind.value}-{subject_id}@acces-fictif.example",
        expires_on=(now + timedelta(days=left)).astimezone(PARIS).date(),
        created_at=at,
        opened_at=now - timedelta(days=opened) if opened else None,
    )
    session.add(door)
    session.flush()
    sent = {"queued_at": at, "started_at": at, "sent_at": at, "to_email": door.contact_email}
    session.add(DoorLetter(door_id=door.id, key=f"invitation:{door.id}", kind=DoorLetterKind.INVITATION.value, **sent))
    session.flush()
