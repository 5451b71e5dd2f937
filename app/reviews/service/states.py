"""What each state of a review allows, and the sentences that refuse the rest."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.journal.context import because
from app.models import CampaignStatus, ProgrammeReview, ProgrammeReviewEvent, ProgrammeVoice, User

NOT_OPEN = {
    CampaignStatus.PREPARATION: "Cette évaluation n’est pas encore ouverte\u202f: ouvrez-la pour saisir des réponses.",
    CampaignStatus.CLOSED: "Cette évaluation est close\u202f: ses réponses ne changent plus.",
    CampaignStatus.PUBLISHED: "Cette évaluation est publiée\u202f: ses réponses ne changent plus.",
}
STILL_INVITING = (CampaignStatus.PREPARATION, CampaignStatus.OPEN)


def lock(session: Session, review: ProgrammeReview) -> None:
    """Whoever changes the state waits for the answers being saved, and the other way round."""
    session.refresh(review, attribute_names=["status", "version", "closed_at"], with_for_update=True)


def open_review_of(session: Session, voice: ProgrammeVoice) -> ProgrammeReview:
    """The review, kept open until this transaction ends."""
    query = select(ProgrammeReview).where(ProgrammeReview.id == voice.review_id).with_for_update(read=True)
    review = session.scalars(query.execution_options(populate_existing=True)).one()
    status = CampaignStatus(review.status)
    if status is not CampaignStatus.OPEN:
        raise Refused(NOT_OPEN[status])
    return review


def require_status(review: ProgrammeReview, allowed: tuple[CampaignStatus, ...], sentence: str) -> None:
    if review.status not in allowed:
        raise Refused(sentence)


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("Dites pourquoi, en une phrase.", field="reason")
    return reason.strip()


def note(
    session: Session, review: ProgrammeReview, kind: str, user: User | None, at: datetime, reason: str = ""
) -> None:
    review.updated_by_id = user.id if user else None
    session.add(
        ProgrammeReviewEvent(
            review_id=review.id, kind=kind, reason=reason, happened_at=at, user_id=user.id if user else None
        )
    )
    session.flush()
    if reason:
        because(session, reason)
