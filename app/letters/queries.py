"""What is known of the letters: those of a campaign, who may be reminded, the reminders whose day has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.models import DoorLetter, Invitation, Organisation, Respondent, User
from app.models.invitation import InvitationPurpose
from app.models.letter import CampaignReminder, Letter, LetterKind

LONG_AGO = timedelta(minutes=10)


class LetterState(StrEnum):
    QUEUED = "queued"
    RETRIED = "retried"
    LEAVING = "leaving"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    "queued": "en attente d’envoi",
    "retried": "refusée, nouvel essai à venir",
    "leaving": "envoi en cours",
    "sent": "envoyée",
    "failed": "non envoyée",
    "uncertain": "envoi incertain",
}


@dataclass(frozen=True)
class LetterRow:
    id: int
    kind: LetterKind
    respondent_id: int
    organisation: str
    to_email: str
    queued_at: datetime
    queued_by: str
    sent_at: datetime | None
    state: LetterState
    failure: str


def letters_of(session: Session, campaign_id: int, now: datetime | None = None) -> list[LetterRow]:
    """Newest first."""
    author = aliased(User)
    query = (
        select(Letter, Organisation.name, author.name)
        .join(Respondent, Respondent.id == Letter.respondent_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .outerjoin(author, author.id == Letter.queued_by_id)
        .where(Respondent.campaign_id == campaign_id)
        .order_by(Letter.queued_at.desc(), Letter.id.desc())
    )
    moment = now or clock.now()
    return [_row(letter, organisation, by, moment) for letter, organisation, by in session.execute(query)]


def state_of(letter: Letter | DoorLetter, now: datetime) -> LetterState:
    """Started and nothing more long after: it may have left, and it does not leave again by itself."""
    if letter.failed_at is not None:
        return LetterState.FAILED
    if letter.sent_at is not None:
        return LetterState.SENT
    if letter.started_at is not None:
        return LetterState.UNCERTAIN if now - letter.started_at > LONG_AGO else LetterState.LEAVING
    return LetterState.RETRIED if letter.failure else LetterState.QUEUED


def to_remind(session: Session, campaign_id: int) -> Sequence[tuple[Respondent, Invitation]]:
    """Those who have not submitted and whose invitation to answer is live."""
    query = (
        select(Respondent, Invitation)
        .join(Invitation, Invitation.respondent_id == Respondent.id)
        .where(
            Respondent.campaign_id == campaign_id,
            Respondent.submitted_at.is_(None),
            Invitation.purpose == InvitationPurpose.ANSWER,
            Invitation.revoked_at.is_(None),
        )
        .order_by(Respondent.id)
    )
    return [(respondent, invitation) for respondent, invitation in session.execute(query)]


def written_to_on(session: Session, campaign_id: int, day: date) -> set[int]:
    """Respondents to whom an invitation or a reminder was addressed on that day of the calendar in Paris."""
    begins = datetime.combine(day, time(), clock.PARIS)
    query = (
        select(Letter.respondent_id)
        .join(Respondent, Respondent.id == Letter.respondent_id)
        .where(
            Respondent.campaign_id == campaign_id,
            Letter.kind.in_((LetterKind.INVITATION, LetterKind.REMINDER)),
            Letter.queued_at >= begins,
        )
    )
    return set(session.scalars(query))


def next_due_reminder(session: Session, today: date) -> CampaignReminder | None:
    """One whose day has come, held for whoever asks; another worker is given another one."""
    query = select(CampaignReminder).where(CampaignReminder.due_on <= today, CampaignReminder.done_at.is_(None))
    first = query.order_by(CampaignReminder.due_on, CampaignReminder.id).limit(1)
    return session.scalar(first.with_for_update(skip_locked=True))


def reminders_of(session: Session, campaign_id: int) -> Sequence[CampaignReminder]:
    query = select(CampaignReminder).where(CampaignReminder.campaign_id == campaign_id)
    return session.scalars(query.order_by(CampaignReminder.due_on)).all()


def _row(letter: Letter, organisation: str, by: str | None, now: datetime) -> LetterRow:
    return LetterRow(
        id=letter.id,
        kind=LetterKind(letter.kind),
        respondent_id=letter.respondent_id,
        organisation=organisation,
        to_email=letter.to_email,
        queued_at=letter.queued_at,
        queued_by=by or "",
        sent_at=letter.sent_at,
        state=state_of(letter, now),
        failure=letter.failure,
    )
