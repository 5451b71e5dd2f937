"""Publishing freezes scores, counts, figures and the digest of every text; a correction adds, never edits."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import CampaignStatus, ProgrammeResult, ProgrammeReview, User
from app.reviews.content import frozen_content
from app.reviews.gather import gather_review
from app.reviews.service.states import lock, note, require_reason, require_status
from evaluation import FORMULA_VERSION


def publish_review(
    session: Session, *, review: ProgrammeReview, user: User | None, now: datetime, reason: str = ""
) -> ProgrammeResult:
    """From the second time on it is a correction, and says why."""
    lock(session, review)
    require_status(review, (CampaignStatus.CLOSED,), "Closez l’évaluation avant de la publier.")
    last = session.scalar(select(func.max(ProgrammeResult.sequence)).where(ProgrammeResult.review_id == review.id))
    reason = require_reason(reason) if last else reason.strip()
    session.flush()
    content, digest = frozen_content(gather_review(session, review.id))
    result = ProgrammeResult(
        review_id=review.id,
        sequence=(last or 0) + 1,
        reason=reason,
        grid_reference=review.grid_reference,
        formula_version=FORMULA_VERSION,
        inputs_sha256=digest,
        content=content,
        published_at=now,
        published_by_id=user.id if user else None,
    )
    session.add(result)
    review.status = CampaignStatus.PUBLISHED
    note(session, review, "published", user, now, reason)
    return result
