"""A published review read back: what was frozen, and the texts that are still those published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.models import Programme, ProgrammeResult, ProgrammeReview
from app.reviews.gather import GatheredReview, gather_review, text_key
from app.reviews.queries import get_result
from evaluation.programme_digest import text_digest
from evaluation.programme_grid import ProgrammeGrid
from evaluation.programme_words import Phase


@dataclass(frozen=True)
class PublishedReview:
    """`texts` holds those whose digest is the published one: what changed or was erased since is not in it."""

    review: ProgrammeReview
    programme: Programme
    grid: ProgrammeGrid
    result: ProgrammeResult
    texts: Mapping[str, str]
    quotable: frozenset[str]
    """Voices (by id) that allow their words to be quoted outside, then and now."""

    @property
    def content(self) -> Mapping[str, Any]:
        return self.result.content

    @property
    def phase(self) -> Phase:
        return Phase(self.content["phase"])

    def text(self, kind: str, voice_id: str, code: str) -> str:
        """A story (« recit »), a comment (« commentaire ») or the source of a count (« source »); or nothing."""
        return self.texts.get(text_key(kind, voice_id, code), "")


def published_review(session: Session, review: ProgrammeReview, sequence: int | None = None) -> PublishedReview:
    """The last result, or the one of that number; 404 when nothing is published. A constant number of queries."""
    result = get_result(session, review, sequence)
    gathered = gather_review(session, review.id)
    sealed: Mapping[str, str] = result.content["texts"]
    kept = {key: text for key, text in gathered.texts.items() if sealed.get(key) == text_digest(text)}
    return PublishedReview(
        review=review,
        programme=gathered.programme,
        grid=gathered.grid,
        result=result,
        texts=kept,
        quotable=_quotable(gathered, result.content),
    )


def _quotable(gathered: GatheredReview, content: Mapping[str, Any]) -> frozenset[str]:
    now = {str(voice.id) for voice in gathered.voices if voice.quotes_allowed}
    return frozenset(own["id"] for own in content["voices"] if own["quotes_allowed"] and own["id"] in now)
