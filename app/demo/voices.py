"""How the partners of the demonstration were written to and answered. No letter leaves: all of this is already past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.demo.stories import Story
from app.models import (
    Campaign,
    CampaignReminder,
    Invitation,
    InvitationPurpose,
    Letter,
    LetterKind,
    Respondent,
    RespondentEvent,
    User,
)

# What happens to each partner of a campaign still open, in the order of invitation; SILENT where nearly none answers.
OPEN = ("submitted", "under_way", "failed", "opened", "unreachable")
OPEN_TOO = ("entered", "opened", "uncertain", "under_way", "unreachable")
SILENT = ("submitted", "reminded", "opened", "unreachable", "revoked")
ANSWERS_KEPT = {"submitted": 1.0, "entered": 1.0, "under_way": 0.45}
FAILURE = "L’adresse n’existe pas chez ce destinataire\u00a0: corrigez le contact."


@dataclass
class Voice:
    """One partner in one campaign. `kept` is the share of the questions it answered."""

    respondent: Respondent
    fate: str
    kept: float
    answered_at: datetime
    invitation_id: int | None = None
    entered_by_id: int | None = None

    @property
    def is_own(self) -> bool:
        return self.fate != "entered"


def voices_of(
    session: Session, campaign: Campaign, story: Story, answering: Sequence[bool], number: int, today: date
) -> list[Voice]:
    """`answering`: in the order of invitation, whether each one answers when the campaign is over by now."""
    query = select(Respondent).where(Respondent.campaign_id == campaign.id).order_by(Respondent.id)
    fates = _fates(campaign, story, answering, number, today)
    voices = [
        Voice(respondent, fate, ANSWERS_KEPT.get(fate, 0.0), at(_day(campaign, fate, today), 9))
        for respondent, fate in zip(session.scalars(query).all(), fates, strict=True)
    ]
    _write_to(session, campaign, voices, today)
    author = session.scalar(select(User.id).order_by(User.id).limit(1))
    for voice in voices:
        voice.entered_by_id = None if voice.is_own else author
    return voices


def _day(campaign: Campaign, fate: str, today: date) -> date:
    """Of its last answer."""
    return min(campaign.held_on, today - timedelta(days=3 if fate == "under_way" else 1))


def _fates(campaign: Campaign, story: Story, answering: Sequence[bool], number: int, today: date) -> list[str]:
    assert campaign.closes_on is not None  # noqa: S101
    if story.fate == "silent" and campaign.moment == "in_itinere":
        return [SILENT[place % len(SILENT)] for place in range(len(answering))]
    if campaign.closes_on > today:
        fates = (OPEN, OPEN_TOO)[number % 2]
        return [fates[place % len(fates)] for place in range(len(answering))]
    entered = (number + len(campaign.moment)) % 4
    return [
        ("entered" if place == entered else "submitted") if answers else "reminded"
        for place, answers in enumerate(answering)
    ]


def _write_to(session: Session, campaign: Campaign, voices: Sequence[Voice], today: date) -> None:
    """Four statements a campaign, whatever the number of its partners."""
    assert campaign.opens_on is not None  # noqa: S101
    invited = [voice for voice in voices if voice.fate != "unreachable"]
    for voice in voices:
        if voice.fate == "unreachable":
            voice.respondent.contact_name = voice.respondent.contact_email = ""
    rows = [_invitation(voice, campaign.opens_on) for voice in invited]
    ids = session.scalars(insert(Invitation).returning(Invitation.id, sort_by_parameter_order=True), rows).all()
    for voice, identifier in zip(invited, ids, strict=True):
        voice.invitation_id = identifier
    days = [day for day in (campaign.opens_on + timedelta(days=gap) for gap in (10, 20)) if day < today]
    session.execute(
        insert(Letter), [letter for voice in invited for letter in _letters(voice, campaign.opens_on, days)]
    )
    session.execute(
        insert(RespondentEvent), [event for voice in invited for event in _events(voice, campaign.opens_on)]
    )
    if days:
        done = [{"campaign_id": campaign.id, "due_on": day, "done_at": at(day, 8)} for day in days]
        session.execute(insert(CampaignReminder), done)


def _invitation(voice: Voice, opens_on: date) -> dict[str, Any]:
    opened = voice.fate in ("submitted", "under_way", "opened")
    return {
        "respondent_id": voice.respondent.id,
        "purpose": InvitationPurpose.ANSWER.value,
        "contact_name": voice.respondent.contact_name,
        "contact_email": voice.respondent.contact_email,
        "created_at": at(opens_on, 10),
        "opened_at": at(opens_on + timedelta(days=2), 14) if opened else None,
        "revoked_at": at(opens_on + timedelta(days=25), 11) if voice.fate == "revoked" else None,
    }


def _letters(voice: Voice, opens_on: date, days: Sequence[date]) -> list[dict[str, Any]]:
    """The invitation, then a reminder on each day for those who let it pass."""
    who = voice.respondent.id
    first = _letter(voice, LetterKind.INVITATION, f"invitation:{voice.invitation_id}", at(opens_on, 10))
    if voice.fate == "failed":
        first |= {"sent_at": None, "failed_at": first["sent_at"], "failure": FAILURE}
    reminded = (
        days if voice.fate in ("reminded", "uncertain") else days[:1] if voice.fate in ("opened", "under_way") else []
    )
    others = [_letter(voice, LetterKind.REMINDER, f"reminder:{who}:{day}", at(day, 8)) for day in reminded]
    if voice.fate == "uncertain" and others:
        others[-1]["sent_at"] = None
    return [first, *others]


def _letter(voice: Voice, kind: LetterKind, key: str, when: datetime) -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind.value,
        "respondent_id": voice.respondent.id,
        "invitation_id": voice.invitation_id,
        "to_email": voice.respondent.contact_email,
        "queued_at": when,
        "started_at": when,
        "sent_at": when,
        "failed_at": None,
        "failure": "",
    }


def _events(voice: Voice, opens_on: date) -> list[dict[str, Any]]:
    event = {"respondent_id": voice.respondent.id, "kind": "invited", "happened_at": at(opens_on, 10)}
    gone = {
        "respondent_id": voice.respondent.id,
        "kind": "revoked",
        "happened_at": at(opens_on + timedelta(days=25), 11),
    }
    return [event, gone] if voice.fate == "revoked" else [event]


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)
