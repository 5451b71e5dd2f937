"""A partner's grid: submitted, or reopened with a reason."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.assessments.service.states import open_campaign_of, require_reason
from app.errors import Refused
from app.journal.context import because
from app.models import Answer, Respondent, RespondentEvent, User


def submit(
    session: Session, *, respondent: Respondent, user: User | None, now: datetime, invitation_id: int | None = None
) -> Respondent:
    """Blank answers are allowed, the page says which; a grid without any answer is not a grid."""
    open_campaign_of(session, respondent)
    _lock(session, respondent)
    if respondent.submitted_at is not None:
        raise Refused("Cette grille est déjà soumise.")
    given = exists().where(
        Answer.respondent_id == respondent.id, or_(Answer.level.is_not(None), Answer.no_level.is_not(None))
    )
    if not session.scalar(select(given)):
        raise Refused("Cette grille est vide\u202f: répondez à une question au moins avant de la soumettre.")
    respondent.submitted_at = now
    _note(session, respondent, "submitted", user, now, invitation_id=invitation_id)
    return respondent


def reopen(
    session: Session,
    *,
    respondent: Respondent,
    reason: str,
    user: User | None,
    now: datetime | None = None,
    invitation_id: int | None = None,
) -> Respondent:
    reason = require_reason(reason)
    open_campaign_of(session, respondent)
    _lock(session, respondent)
    if respondent.submitted_at is None:
        raise Refused("Cette grille n’est pas soumise.")
    respondent.submitted_at = None
    _note(session, respondent, "reopened", user, now, reason, invitation_id)
    return respondent


def _lock(session: Session, respondent: Respondent) -> None:
    """Without its key: an answer being saved refers to it, and must not wait for us while we wait for it."""
    session.refresh(respondent, attribute_names=["submitted_at", "version"], with_for_update={"key_share": True})


def _note(
    session: Session,
    respondent: Respondent,
    kind: str,
    user: User | None,
    at: datetime | None,
    reason: str = "",
    invitation_id: int | None = None,
) -> None:
    """`invitation_id`: done by the partner itself."""
    user_id = user.id if user else None
    respondent.updated_by_id = user_id
    event = RespondentEvent(
        respondent_id=respondent.id, kind=kind, reason=reason, user_id=user_id, invitation_id=invitation_id
    )
    if at is not None:
        event.happened_at = at
    session.add(event)
    session.flush()
    if reason:
        because(session, reason)
