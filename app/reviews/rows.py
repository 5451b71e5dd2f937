"""What was given in some reviews, table by table: one query each, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    ProgrammeAnswer,
    ProgrammeCount,
    ProgrammeFigure,
    ProgrammeStory,
    ProgrammeVoice,
)

FRESH = {"populate_existing": True}


@dataclass
class Sheet:
    """What one voice gave, in the order of the codes."""

    answers: list[ProgrammeAnswer] = field(default_factory=list)
    stories: list[ProgrammeStory] = field(default_factory=list)
    counts: list[ProgrammeCount] = field(default_factory=list)

    def texts(self) -> Iterable[tuple[str, str, str]]:
        """(kind, code, text) of everything written in words, blank ones left out."""
        told = [("recit", own.prompt_code, own.text) for own in self.stories]
        said = [("commentaire", own.question_code, own.comment) for own in self.answers]
        sourced = [("source", own.count_code, own.source) for own in self.counts]
        return (row for row in told + said + sourced if row[2])


def voices_by_review(session: Session, review_ids: Sequence[int]) -> dict[int, list[ProgrammeVoice]]:
    """In the order they were invited."""
    query = select(ProgrammeVoice).where(ProgrammeVoice.review_id.in_(review_ids)).order_by(ProgrammeVoice.id)
    found: dict[int, list[ProgrammeVoice]] = defaultdict(list)
    for voice in session.scalars(query):
        found[voice.review_id].append(voice)
    return found


def figures_by_review(session: Session, review_ids: Sequence[int]) -> dict[int, list[ProgrammeFigure]]:
    query = select(ProgrammeFigure).where(ProgrammeFigure.review_id.in_(review_ids)).order_by(ProgrammeFigure.id)
    found: dict[int, list[ProgrammeFigure]] = defaultdict(list)
    for figure in session.scalars(query):
        found[figure.review_id].append(figure)
    return found


def sheets_by_voice(session: Session, voice_ids: Sequence[int]) -> dict[int, Sheet]:
    """As stored now, whatever this session had read before: answers are written by statements of their own."""
    sheets: dict[int, Sheet] = defaultdict(Sheet)
    answers = select(ProgrammeAnswer).where(ProgrammeAnswer.voice_id.in_(voice_ids))
    for answer in session.scalars(answers.order_by(ProgrammeAnswer.question_code), execution_options=FRESH):
        sheets[answer.voice_id].answers.append(answer)
    stories = select(ProgrammeStory).where(ProgrammeStory.voice_id.in_(voice_ids))
    for story in session.scalars(stories.order_by(ProgrammeStory.prompt_code), execution_options=FRESH):
        sheets[story.voice_id].stories.append(story)
    counts = select(ProgrammeCount).where(ProgrammeCount.voice_id.in_(voice_ids))
    for count in session.scalars(counts.order_by(ProgrammeCount.count_code), execution_options=FRESH):
        sheets[count.voice_id].counts.append(count)
    return sheets
