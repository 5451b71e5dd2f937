"""Préparation → ouverte → close → publiée, and back to ouverte with a reason."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import CampaignStatus, Programme, ProgrammeReview, ProgrammeVoice, User
from app.reviews.queries import newest_programme_grid
from app.reviews.service.states import STILL_INVITING, lock, note, require_reason, require_status


def prepare_review(
    session: Session,
    *,
    programme: Programme,
    title: str,
    phase: str,
    held_on: date,
    opens_on: date | None = None,
    closes_on: date | None = None,
    user: User | None,
) -> ProgrammeReview:
    """In preparation, with the newest grid, frozen from here on."""
    _check_dates(opens_on, closes_on)
    review = ProgrammeReview(
        programme_id=programme.id,
        title=title.strip(),
        phase=phase,
        held_on=held_on,
        opens_on=opens_on,
        closes_on=closes_on,
        grid_reference=newest_programme_grid(session).reference,
    )
    keep(session, review, user=user)
    return review


def update_review(
    session: Session, review: ProgrammeReview, *, user: User | None, version: int | None = None, **columns: object
) -> ProgrammeReview:
    """The phase decides what is asked: it changes only before anything is."""
    lock(session, review)
    require_status(review, STILL_INVITING, "Une évaluation close ne se modifie plus\u202f: rouvrez-la, avec un motif.")
    if review.status != CampaignStatus.PREPARATION and columns.get("phase", review.phase) != review.phase:
        raise Refused("L’âge du programme ne change plus une fois l’évaluation ouverte.", field="phase")
    opens_on, closes_on = columns.get("opens_on"), columns.get("closes_on")
    _check_dates(opens_on, closes_on)
    change(session, review, user=user, version=version, **columns)
    return review


def remove_review(session: Session, review: ProgrammeReview) -> None:
    """Only one still in preparation: nobody was asked anything."""
    lock(session, review)
    require_status(review, (CampaignStatus.PREPARATION,), "Une évaluation déjà ouverte ne se supprime pas.")
    session.delete(review)
    session.flush()


def start_review(session: Session, *, review: ProgrammeReview, user: User | None, now: datetime) -> ProgrammeReview:
    lock(session, review)
    require_status(review, (CampaignStatus.PREPARATION,), "Cette évaluation est déjà ouverte.")
    if not session.scalar(select(exists().where(ProgrammeVoice.review_id == review.id))):
        raise Refused("Invitez au moins une voix avant d’ouvrir l’évaluation.")
    review.status = CampaignStatus.OPEN
    note(session, review, "opened", user, now)
    return review


def close_review(session: Session, *, review: ProgrammeReview, user: User | None, now: datetime) -> ProgrammeReview:
    """From here on no answer changes; a silent voice stays silent."""
    lock(session, review)
    require_status(review, (CampaignStatus.OPEN,), "Seule une évaluation ouverte peut être close.")
    review.status, review.closed_at = CampaignStatus.CLOSED, now
    note(session, review, "closed", user, now)
    return review


def reopen_review(
    session: Session, *, review: ProgrammeReview, reason: str, user: User | None, now: datetime
) -> ProgrammeReview:
    """Answers may change again; what was published stays published until a correction."""
    reason = require_reason(reason)
    lock(session, review)
    closed = (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED)
    require_status(review, closed, "Seule une évaluation close ou publiée peut être rouverte.")
    review.status, review.closed_at = CampaignStatus.OPEN, None
    note(session, review, "reopened", user, now, reason)
    return review


def _check_dates(opens_on: object, closes_on: object) -> None:
    if isinstance(opens_on, date) and isinstance(closes_on, date) and closes_on < opens_on:
        raise Refused("La clôture ne peut pas précéder l’ouverture.", field="closes_on")
