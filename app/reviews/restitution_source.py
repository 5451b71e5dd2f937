"""What a restitution is drawn from: a published review, and the one of the same programme held just before."""

from datetime import date

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.models import Programme, ProgrammeGrid, ProgrammeResult, ProgrammeReview, User
from app.models.campaign import CampaignStatus
from app.reviews.gather import read_grid
from app.reviews.published import published_review
from app.reviews.queries import get_review
from app.reviews.restitution import Source
from app.reviews.restitution_content import Frozen, as_scores
from evaluation import Grid
from evaluation.programme_words import Phase


def source_of(session: Session, code: str, review_id: int) -> Source:
    """404 when nothing is published."""
    programme, review = get_review(session, code, review_id)
    own = published_review(session, review)
    return _source(session, programme, review, own.result, as_scores(own.content, own.texts, own.quotable))


def former_review(session: Session, later: Source) -> Source | None:
    """The published review held just before; its texts are not read."""
    found = session.execute(
        select(ProgrammeReview, Programme, ProgrammeResult)
        .join(Programme, Programme.id == ProgrammeReview.programme_id)
        .join(ProgrammeResult, ProgrammeResult.review_id == ProgrammeReview.id)
        .where(
            ProgrammeReview.programme_id == later.programme_id,
            tuple_(ProgrammeReview.held_on, ProgrammeReview.id) < tuple_(later.held_on, later.review_id),
        )
        .order_by(ProgrammeReview.held_on.desc(), ProgrammeReview.id.desc(), ProgrammeResult.sequence.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    review, programme, result = found
    return _source(session, programme, review, result, as_scores(result.content, {}, frozenset()))


def grids_between(session: Session, before: Source, after: Source) -> dict[str, Grid]:
    """Every version when the two were made with different ones; nothing is read when they were not."""
    if before.grid.reference == after.grid.reference:
        return {}
    rows = session.execute(select(ProgrammeGrid.reference, ProgrammeGrid.source))
    return {row.reference: read_grid(row.source).grid for row in rows}


def _source(
    session: Session, programme: Programme, review: ProgrammeReview, result: ProgrammeResult, content: Frozen
) -> Source:
    grid = session.get_one(ProgrammeGrid, result.grid_reference)
    publisher = session.get(User, result.published_by_id) if result.published_by_id else None
    return Source(
        review_id=review.id,
        result_id=result.id,
        programme_id=programme.id,
        programme_code=programme.code,
        programme=programme.title,
        title=content["title"],
        phase=Phase(content["phase"]),
        held_on=date.fromisoformat(content["held_on"]),
        is_reopened=review.status != CampaignStatus.PUBLISHED,
        sequence=result.sequence,
        reason=result.reason,
        published_at=result.published_at,
        published_by=publisher.name if publisher else "",
        formula=result.formula_version,
        digest=result.inputs_sha256,
        asked=read_grid(grid.source),
        grid_sha256=grid.sha256,
        content=content,
    )
