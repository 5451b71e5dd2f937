"""The list of reviews, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.keyset import read_page
from app.models import CampaignStatus, Programme, ProgrammeReview, ProgrammeVoice
from app.reviews.queries import review_address
from evaluation.programme_words import Phase


@dataclass(frozen=True)
class ReviewLine:
    id: int
    code: str
    programme: str
    title: str
    phase: Phase
    status: CampaignStatus
    held_on: date
    closes_on: date | None
    invited: int
    sent: int
    viewpoints: int

    @property
    def address(self) -> str:
        return review_address(self.code, self.id)


@dataclass(frozen=True)
class ReviewPage:
    lines: tuple[ReviewLine, ...]
    previous: str
    next: str


def list_reviews(session: Session, *, programme: str = "", after: str = "", before: str = "") -> ReviewPage:
    """The latest first; two queries, whatever their number."""
    statement = select(ProgrammeReview.id).join(Programme, Programme.id == ProgrammeReview.programme_id)
    if programme:
        statement = statement.where(Programme.code == programme)
    keys: list[ColumnElement[Any]] = [ProgrammeReview.__table__.c.held_on, ProgrammeReview.__table__.c.id]
    page = read_page(session, statement, keys, descending=True, after=after, before=before)
    found = {line.id: line for line in _lines(session, page.ids)}
    return ReviewPage(tuple(found[one] for one in page.ids), page.previous, page.next)


def _lines(session: Session, ids: Sequence[int]) -> list[ReviewLine]:
    own = ProgrammeVoice.review_id == ProgrammeReview.id
    counts = (
        func.count(ProgrammeVoice.id),
        func.count(ProgrammeVoice.submitted_at),
        func.count(ProgrammeVoice.viewpoint.distinct()),
    )
    rows = session.execute(
        select(
            ProgrammeReview,
            Programme.code,
            Programme.title,
            *(select(count).where(own).scalar_subquery() for count in counts),
        )
        .join(Programme, Programme.id == ProgrammeReview.programme_id)
        .where(ProgrammeReview.id.in_(ids))
    )
    return [_line(*row) for row in rows]


def _line(review: ProgrammeReview, code: str, programme: str, invited: int, sent: int, viewpoints: int) -> ReviewLine:
    return ReviewLine(
        id=review.id,
        code=code,
        programme=programme,
        title=review.title,
        phase=Phase(review.phase),
        status=CampaignStatus(review.status),
        held_on=review.held_on,
        closes_on=review.closes_on,
        invited=invited,
        sent=sent,
        viewpoints=viewpoints,
    )
