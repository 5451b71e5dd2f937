"""Everything the follow-up says of some respondents, in four queries whatever their number."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from app.closing import takes_answers
from app.models import (
    Answer,
    Campaign,
    CampaignStatus,
    Invitation,
    InvitationPurpose,
    Letter,
    LetterKind,
    OfflineGrid,
    Organisation,
    PartnerRole,
    Profile,
    Project,
    Respondent,
    RespondentPriority,
    User,
)

ASKING = (LetterKind.INVITATION, LetterKind.REMINDER)
"""The letters that ask for answers; receipts and announcements say nothing of what is awaited."""


@dataclass(frozen=True, slots=True)
class AnswersOf:
    """The answers that one voice gave: the partner itself, or someone of the fund (`by`, when still known)."""

    own: bool
    by: str | None
    last_at: datetime
    keys: tuple[tuple[str, str], ...]
    """(reading, question)."""


@dataclass(frozen=True, slots=True)
class Facts:
    id: int
    version: int
    campaign_id: int
    status: CampaignStatus
    moment: str
    opens_on: date | None
    closes_on: date | None
    grid_reference: str
    code: str
    title: str
    name: str
    profile: str
    role: str
    contact_name: str
    contact_email: str
    submitted_at: datetime | None
    invitation_id: int | None
    invited_at: datetime | None
    invited_email: str | None
    opened_at: datetime | None
    revoked_at: datetime | None
    offline_at: datetime | None
    letters: tuple[Letter, ...] = ()
    """Newest first, only those that ask."""
    answers: tuple[AnswersOf, ...] = ()
    out: frozenset[str] = frozenset()
    """Criteria of priority 0."""

    @property
    def answered(self) -> frozenset[tuple[str, str]]:
        return frozenset(key for group in self.answers for key in group.keys)

    @property
    def is_open(self) -> bool:
        return self.status is CampaignStatus.OPEN

    @property
    def is_awaited(self) -> bool:
        return self.is_open and self.submitted_at is None

    def is_answerable(self, now: datetime) -> bool:
        """By the partner itself: its link still opens a grid that takes answers."""
        return self.submitted_at is None and takes_answers(self.status, self.closes_on, now)


def read_facts(session: Session, ids: Sequence[int]) -> list[Facts]:
    """In the order of `ids`."""
    if not ids:
        return []
    letters, answers, out = _letters(session, ids), _answers(session, ids), _out(session, ids)
    found = {
        row.id: _facts(row, tuple(letters[row.id]), tuple(answers[row.id]), frozenset(out[row.id]))
        for row in session.execute(_statement().where(Respondent.id.in_(ids)))
    }
    return [found[identifier] for identifier in ids if identifier in found]


def _facts(
    row: Row[*tuple[Any, ...]], letters: tuple[Letter, ...], answers: tuple[AnswersOf, ...], out: frozenset[str]
) -> Facts:
    values = row._asdict() | {"status": CampaignStatus(row.status)}
    return Facts(**values, letters=letters, answers=answers, out=out)


def _statement() -> Select[*tuple[Any, ...]]:
    live = and_(
        Invitation.respondent_id == Respondent.id,
        Invitation.purpose == InvitationPurpose.ANSWER,
        Invitation.revoked_at.is_(None),
    )
    revoked = (
        select(func.max(Invitation.revoked_at))
        .where(Invitation.respondent_id == Respondent.id, Invitation.purpose == InvitationPurpose.ANSWER)
        .correlate(Respondent)
        .scalar_subquery()
    )
    offline = (
        select(func.max(OfflineGrid.received_at))
        .where(OfflineGrid.respondent_id == Respondent.id)
        .correlate(Respondent)
        .scalar_subquery()
    )
    return (
        select(
            Respondent.id,
            Respondent.version,
            Respondent.campaign_id,
            Campaign.status,
            Campaign.moment,
            Campaign.opens_on,
            Campaign.closes_on,
            Campaign.grid_reference,
            Project.code,
            Project.title,
            Organisation.name,
            Profile.label.label("profile"),
            PartnerRole.label.label("role"),
            Respondent.contact_name,
            Respondent.contact_email,
            Respondent.submitted_at,
            Invitation.id.label("invitation_id"),
            Invitation.created_at.label("invited_at"),
            Invitation.contact_email.label("invited_email"),
            Invitation.opened_at,
            revoked.label("revoked_at"),
            offline.label("offline_at"),
        )
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .join(Profile, Profile.code == Respondent.profile_code)
        .join(PartnerRole, PartnerRole.code == Respondent.role_code)
        .outerjoin(Invitation, live)
    )


def _letters(session: Session, ids: Sequence[int]) -> dict[int, list[Letter]]:
    query = select(Letter).where(Letter.respondent_id.in_(ids), Letter.kind.in_(ASKING)).order_by(Letter.id.desc())
    found: dict[int, list[Letter]] = defaultdict(list)
    for letter in session.scalars(query):
        found[letter.respondent_id].append(letter)
    return found


def _answers(session: Session, ids: Sequence[int]) -> dict[int, list[AnswersOf]]:
    """By respondent, the partner's own first. Blank answers, kept for their comment, are no answers."""
    own = and_(Answer.invitation_id.is_not(None), Answer.answered_by_id.is_(None)).label("own")
    key = Answer.reading + " " + Answer.question_code
    keys = func.array_agg(aggregate_order_by(key, key.asc()))
    query = (
        select(Answer.respondent_id, own, User.name.label("by"), func.max(Answer.answered_at), keys)
        .outerjoin(User, User.id == Answer.answered_by_id)
        .where(Answer.respondent_id.in_(ids), (Answer.level.is_not(None)) | (Answer.no_level.is_not(None)))
        .group_by(Answer.respondent_id, own, User.name)
        .order_by(Answer.respondent_id, own.desc(), User.name)
    )
    found: dict[int, list[AnswersOf]] = defaultdict(list)
    for respondent_id, is_own, by, last_at, texts in session.execute(query):
        found[respondent_id].append(AnswersOf(is_own, by, last_at, tuple(_key(text) for text in texts)))
    return found


def _key(text: str) -> tuple[str, str]:
    reading, _, question = text.partition(" ")
    return reading, question


def _out(session: Session, ids: Sequence[int]) -> dict[int, set[str]]:
    query = (
        select(RespondentPriority.respondent_id, RespondentPriority.criterion_code)
        .where(RespondentPriority.respondent_id.in_(ids), RespondentPriority.value == 0)
        .order_by(RespondentPriority.respondent_id, RespondentPriority.criterion_code)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for respondent_id, criterion in session.execute(query):
        found[respondent_id].add(criterion)
    return found
