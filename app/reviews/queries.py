"""Reviews of programmes: found, listed, and where their voices stand."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Programme, ProgrammeGrid, ProgrammeResult, ProgrammeReview, ProgrammeVoice

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
