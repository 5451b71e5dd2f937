"""From the database to the values the method scores, in a constant number of queries for any number of reviews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Programme, ProgrammeCount, ProgrammeFigure, ProgrammeGrid, ProgrammeReview, ProgrammeVoice
from app.reviews.rows import Sheet, figures_by_review, sheets_by_voice, voices_by_review
from evaluation import Answer, Indicator
from evaluation.programme import READING, Counted, Review, Voice
from evaluation.programme_grid import ProgrammeGrid as Grid
from evaluation.programme_grid import parse_programme_grid
from evaluation.programme_words import Phase


@dataclass(frozen=True)
class GatheredReview:
    """One review as the method sees it (`inputs`), and what its pages need beside."""

    review: ProgrammeReview
    programme: Programme
    grid: Grid
    inputs: Review
    voices: tuple[ProgrammeVoice, ...]
    sheets: Mapping[int, Sheet]
    figures: tuple[ProgrammeFigure, ...]

    @property
    def texts(self) -> dict[str, str]:
        """« recit/12/P1 » → the text: stories, comments of answers and sources of counts."""
        found = {
            text_key(kind, voice.id, code): text
            for voice in self.voices
            for kind, code, text in self.sheets[voice.id].texts()
        }
        return dict(sorted(found.items()))


def voice_key(voice_id: int) -> str:
    """The name of a voice in the method and in what is published."""
    return str(voice_id)


def text_key(kind: str, voice_id: int | str, code: str) -> str:
    """`kind`: « recit », « commentaire » or « source »."""
    return f"{kind}/{voice_id}/{code}"


@lru_cache(maxsize=64)
def read_grid(source: str) -> Grid:
    """The same text is read once."""
    return parse_programme_grid(source)


def programme_grid_of(session: Session, reference: str) -> Grid:
    return read_grid(session.scalars(select(ProgrammeGrid.source).where(ProgrammeGrid.reference == reference)).one())


def gather_review(session: Session, review_id: int) -> GatheredReview:
    return gather_reviews(session, [review_id])[review_id]


def gather_reviews(session: Session, review_ids: Iterable[int]) -> dict[int, GatheredReview]:
    ids = sorted(set(review_ids))
    if not ids:
        return {}
    rows = session.execute(
        select(ProgrammeReview, Programme, ProgrammeGrid.source)
        .join(Programme, Programme.id == ProgrammeReview.programme_id)
        .join(ProgrammeGrid, ProgrammeGrid.reference == ProgrammeReview.grid_reference)
        .where(ProgrammeReview.id.in_(ids))
        .order_by(ProgrammeReview.held_on, ProgrammeReview.id)
    ).all()
    voices, figures = voices_by_review(session, ids), figures_by_review(session, ids)
    sheets = sheets_by_voice(session, [voice.id for own in voices.values() for voice in own])
    return {
        review.id: _gathered(review, programme, read_grid(source), voices[review.id], sheets, figures[review.id])
        for review, programme, source in rows
    }


def _gathered(
    review: ProgrammeReview,
    programme: Programme,
    grid: Grid,
    voices: Sequence[ProgrammeVoice],
    sheets: Mapping[int, Sheet],
    figures: Sequence[ProgrammeFigure],
) -> GatheredReview:
    own = {voice.id: sheets.get(voice.id) or Sheet() for voice in voices}
    inputs = Review(
        id=str(review.id),
        phase=Phase(review.phase),
        held_on=review.held_on,
        programme_start=programme.starts_on,
        voices=tuple(_voice(grid, voice, own[voice.id]) for voice in voices),
        figures=tuple(Indicator(str(one.id), one.target, one.value, one.baseline) for one in figures),
    )
    return GatheredReview(review, programme, grid, inputs, tuple(voices), own, tuple(figures))


def _voice(grid: Grid, voice: ProgrammeVoice, sheet: Sheet) -> Voice:
    """Blank answers, kept for their comment, are no answers."""
    return Voice(
        id=voice_key(voice.id),
        viewpoint=voice.viewpoint,
        answers=tuple(
            Answer(own.question_code, READING, value, own.evidence)
            for own in sheet.answers
            if (value := own.no_level if own.level is None else own.level) is not None
        ),
        told=frozenset(own.prompt_code for own in sheet.stories if own.text and own.prompt_code in grid.prompt),
        counted=tuple(_counted(own) for own in sheet.counts if own.count_code in grid.count),
    )


def _counted(own: ProgrammeCount) -> Counted:
    return Counted(own.count_code, own.value, own.low, own.high, own.no_value or "", own.evidence)
