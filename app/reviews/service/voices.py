"""Who is asked to speak, from which viewpoint; and a voice sent, or reopened with a reason."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.journal.context import because
from app.models import (
    ProgrammeAnswer,
    ProgrammeCount,
    ProgrammeReview,
    ProgrammeStory,
    ProgrammeVoice,
    ProgrammeVoiceEvent,
    User,
)
from app.reviews.service.states import STILL_INVITING, open_review_of, require_reason, require_status

GIVEN = (ProgrammeAnswer, ProgrammeStory, ProgrammeCount)


def add_voice(
    session: Session,
    *,
    review: ProgrammeReview,
    viewpoint: str,
    name: str,
    organisation_id: int | None = None,
    contact_name: str = "",
    contact_email: str = "",
    user: User | None,
) -> ProgrammeVoice:
    require_status(review, STILL_INVITING, "On n’invite plus de voix dans une évaluation close.")
    voice = ProgrammeVoice(
        review_id=review.id,
        viewpoint=viewpoint,
        name=name.strip(),
        organisation_id=organisation_id,
        contact_name=contact_name,
        contact_email=contact_email,
    )
    keep(session, voice, user=user)
    return voice


def update_voice(
    session: Session,
    voice: ProgrammeVoice,
    *,
    review: ProgrammeReview,
    user: User | None,
    version: int | None = None,
    **columns: object,
) -> ProgrammeVoice:
    """A voice that has spoken keeps its viewpoint: its words were said from there."""
    require_status(review, STILL_INVITING, "Les voix d’une évaluation close ne changent plus.")
    if columns.get("viewpoint", voice.viewpoint) != voice.viewpoint and has_spoken(session, voice):
        raise Refused("Cette voix a déjà répondu\u202f: son point de vue ne change plus.", field="viewpoint")
    change(session, voice, user=user, version=version, **columns)
    return voice


def remove_voice(session: Session, voice: ProgrammeVoice, *, review: ProgrammeReview) -> None:
    """Only one that said nothing: its words would vanish, and the coverage change without a word."""
    require_status(review, STILL_INVITING, "On ne retire plus de voix d’une évaluation close.")
    if has_spoken(session, voice):
        raise Refused("Cette voix a déjà répondu\u202f: elle reste dans l’évaluation.")
    session.delete(voice)
    session.flush()


def submit_voice(
    session: Session,
    *,
    voice: ProgrammeVoice,
    quotes_allowed: bool = False,
    user: User | None,
    now: datetime,
    is_own: bool = False,
) -> ProgrammeVoice:
    """Blank answers are allowed, the page says which; a sheet without anything is not a sheet.

    `quotes_allowed` belongs to the voice: a person of the fund who sends in its name leaves it as it is.
    """
    open_review_of(session, voice)
    _lock(session, voice)
    if voice.submitted_at is not None:
        raise Refused("Ces réponses sont déjà envoyées.")
    if not has_spoken(session, voice):
        raise Refused("Rien n’est encore répondu\u202f: répondez à une question au moins avant d’envoyer.")
    voice.submitted_at = now
    if is_own:
        voice.quotes_allowed = quotes_allowed
    _note(session, voice, "submitted", user, now, is_own)
    return voice


def reopen_voice(
    session: Session, *, voice: ProgrammeVoice, reason: str, user: User | None, now: datetime, is_own: bool = False
) -> ProgrammeVoice:
    reason = require_reason(reason)
    open_review_of(session, voice)
    _lock(session, voice)
    if voice.submitted_at is None:
        raise Refused("Ces réponses ne sont pas envoyées.")
    voice.submitted_at = None
    _note(session, voice, "reopened", user, now, is_own, reason)
    because(session, reason)
    return voice


def has_spoken(session: Session, voice: ProgrammeVoice) -> bool:
    """Did it leave anything at all?"""
    return bool(session.scalar(select(or_(*(exists().where(table.voice_id == voice.id) for table in GIVEN)))))


def _lock(session: Session, voice: ProgrammeVoice) -> None:
    """Without its key: an answer being saved refers to it, and must not wait for us while we wait for it."""
    names = ["submitted_at", "quotes_allowed", "version"]
    session.refresh(voice, attribute_names=names, with_for_update={"key_share": True})


def _note(
    session: Session,
    voice: ProgrammeVoice,
    kind: str,
    user: User | None,
    at: datetime,
    is_own: bool,
    reason: str = "",
) -> None:
    user_id = user.id if user else None
    voice.updated_by_id = user_id
    session.add(
        ProgrammeVoiceEvent(voice_id=voice.id, kind=kind, reason=reason, happened_at=at, user_id=user_id, is_own=is_own)
    )
    session.flush()
