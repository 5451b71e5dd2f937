"""Reviews of programmes: found, listed, and where their voices stand."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import (
    Programme,
    ProgrammeFigure,
    ProgrammeGrid,
    ProgrammeResult,
    ProgrammeReview,
    ProgrammeReviewEvent,
    ProgrammeVoice,
    ProgrammeVoiceEvent,
    User,
)

HERE = "/evaluations-de-programme"


def review_address(code: str, review_id: int) -> str:
    return f"/programmes/{code}/evaluations/{review_id}"


def programme_grids(session: Session) -> list[ProgrammeGrid]:
    """The newest first."""
    return sorted(session.scalars(select(ProgrammeGrid)), key=ProgrammeGrid.age, reverse=True)


def newest_programme_grid(session: Session) -> ProgrammeGrid:
    found = programme_grids(session)
    if not found:
        raise NotFound("Aucune grille de programme n’est publiée.", HERE, "Voir les évaluations")
    return found[0]


def get_review(session: Session, code: str, review_id: int) -> tuple[Programme, ProgrammeReview]:
    """The review of that programme, or 404."""
    found = session.execute(
        select(Programme, ProgrammeReview)
        .join(ProgrammeReview, ProgrammeReview.programme_id == Programme.id)
        .where(Programme.code == code, ProgrammeReview.id == review_id)
    ).one_or_none()
    if found is None:
        raise NotFound("Cette évaluation n’existe pas, ou plus.", HERE, "Voir les évaluations")
    return found[0], found[1]


def get_voice(session: Session, review: ProgrammeReview, voice_id: int) -> ProgrammeVoice:
    found = session.get(ProgrammeVoice, voice_id)
    if found is None or found.review_id != review.id:
        raise NotFound("Cette voix n’est pas, ou plus, dans l’évaluation.", HERE, "Voir les évaluations")
    return found


def get_result(session: Session, review: ProgrammeReview, sequence: int | None = None) -> ProgrammeResult:
    """The last result of the review, or the one of that number."""
    query = select(ProgrammeResult).where(ProgrammeResult.review_id == review.id)
    query = query.order_by(ProgrammeResult.sequence.desc()).limit(1)
    found = session.scalar(query if sequence is None else query.where(ProgrammeResult.sequence == sequence))
    if found is None:
        raise NotFound("Cette évaluation n’est pas publiée.", HERE, "Voir les évaluations")
    return found


def review_events(session: Session, review: ProgrammeReview) -> Sequence[Row[*tuple[Any, ...]]]:
    """The newest first."""
    event = ProgrammeReviewEvent
    query = select(event.kind, event.reason, event.happened_at, User.name.label("by"))
    query = query.outerjoin(User, User.id == event.user_id).where(event.review_id == review.id)
    return session.execute(query.order_by(event.happened_at.desc(), event.id.desc())).all()


def voice_events(session: Session, voice: ProgrammeVoice) -> Sequence[Row[*tuple[Any, ...]]]:
    event = ProgrammeVoiceEvent
    query = select(event.kind, event.reason, event.happened_at, event.is_own, User.name.label("by"))
    query = query.outerjoin(User, User.id == event.user_id).where(event.voice_id == voice.id)
    return session.execute(query.order_by(event.happened_at.desc(), event.id.desc())).all()


def results_of_review(session: Session, review: ProgrammeReview) -> Sequence[Row[*tuple[Any, ...]]]:
    """The newest first."""
    own = ProgrammeResult
    query = select(
        own.sequence, own.reason, own.published_at, own.formula_version, own.inputs_sha256, User.name.label("by")
    )
    query = query.outerjoin(User, User.id == own.published_by_id).where(own.review_id == review.id)
    return session.execute(query.order_by(own.sequence.desc())).all()


def get_figure(session: Session, review: ProgrammeReview, figure_id: int) -> ProgrammeFigure:
    found = session.get(ProgrammeFigure, figure_id)
    if found is None or found.review_id != review.id:
        raise NotFound("Ce repère n’est pas, ou plus, dans l’évaluation.", HERE, "Voir les évaluations")
    return found


def reviews_with_grid(session: Session) -> dict[str, int]:
    """How many reviews each version of the grid holds."""
    query = select(ProgrammeReview.grid_reference, func.count()).group_by(ProgrammeReview.grid_reference)
    return dict(session.execute(query).all())
