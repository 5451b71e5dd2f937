"""Published reviews, read back for a circle."""

from sqlalchemy.orm import Session

from app.models import Programme, ProgrammeResult, ProgrammeReview
from app.restitution.disclosure import Circle
from app.reviews.restitution import Reread, Source, reread
from app.reviews.restitution_source import source_of
from tests.app.reviews.situations import a_review, a_voice, published, rates_all, tells

FUND, READERS, OUTSIDE = Circle.FUND, Circle.ALLIANCE, Circle.OUTSIDE


def read(session: Session, result: ProgrammeResult) -> Source:
    review = session.get_one(ProgrammeReview, result.review_id)
    return source_of(session, session.get_one(Programme, review.programme_id).code, review.id)


def for_the(circle: Circle, session: Session, result: ProgrammeResult) -> Reread:
    return reread(read(session, result), circle)


def address_of(session: Session, result: ProgrammeResult) -> str:
    return read(session, result).address


def a_crowded_review(session: Session, phase: str = "deploiement", each: int = 3) -> ProgrammeResult:
    """Three voices of each viewpoint, so that every viewpoint may be said outside; levels 1, 2, 3 and 4 in turn."""
    review = a_review(session, phase=phase, title="Douze voix")
    for rank, viewpoint in enumerate(("porteurs", "territoires", "investisseurs", "acteurs_publics"), 1):
        for number in range(each):
            voice = a_voice(session, review, viewpoint, f"{viewpoint} {number} (fictif)", quotes_allowed=number == 0)
            rates_all(session, voice, rank, A1_1=(rank + number) % 5)
            tells(session, voice, P1=f"Récit {viewpoint} {number}.")
    return published(session, review)
