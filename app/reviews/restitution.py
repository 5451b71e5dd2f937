"""A programme’s evaluation given back: who spoke, what each viewpoint sees, tells, counts; for one circle of readers.

The phase decides what there is to read: stories alone in émergence, counts and signals in modélisation, all of it in
déploiement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.restitution.disclosure import Circle, Quote, ShownQuote, least_of, quotes_for
from app.restitution.drawing import AxisRegards, Told
from app.restitution.regards import Regards
from app.restitution.views import restitution
from app.results.views import reading_of
from app.reviews.restitution_axes import ReviewAxis, axes_of
from app.reviews.restitution_counted import CountView, counts_of
from app.reviews.restitution_gaps import Gap, gaps_outside
from app.reviews.restitution_measured import Measured, measured_of
from app.reviews.restitution_told import ToldPrompt, told
from app.reviews.restitution_voices import Voices, voices_of
from app.reviews.restitution_words import of_voices
from evaluation import Grid, Reading
from evaluation.programme_grid import ProgrammeGrid
from evaluation.programme_words import Phase, Viewpoint

Frozen = Mapping[str, Any]
LABELS = {str(viewpoint): viewpoint.label for viewpoint in Viewpoint}
READING = Reading.OBSERVED


@dataclass(frozen=True)
class Source:
    """A published result and what it was made with."""

    review_id: int
    result_id: int
    programme_id: int
    programme_code: str
    programme: str
    title: str
    phase: Phase
    held_on: date
    is_reopened: bool
    sequence: int
    reason: str
    published_at: datetime
    published_by: str
    formula: str
    digest: str
    asked: ProgrammeGrid
    grid_sha256: str
    content: Frozen

    @property
    def grid(self) -> Grid:
        """What scores are made with."""
        return self.asked.grid

    @property
    def address(self) -> str:
        return f"/programmes/{self.programme_code}/evaluations/{self.review_id}"

    @property
    def start(self) -> date | None:
        begun = self.content["programme_start"]
        return date.fromisoformat(begun) if begun else None

    @property
    def kept(self) -> Frozen | None:
        """The scores, when there are any: none is made in émergence."""
        return reading_of(self.content, READING) if self.content["readings"] else None


@dataclass(frozen=True)
class Dialogue:
    """Inside, all that the questions say; outside, the gaps and the comments that may leave."""

    regards: tuple[AxisRegards, ...] = ()
    points: tuple[Regards, ...] = ()
    others: tuple[Regards, ...] = ()
    profiles: tuple[tuple[str, str], ...] = ()
    gaps: tuple[Gap, ...] = ()
    quotes: tuple[ShownQuote, ...] = ()

    def regards_of(self, axis: str) -> AxisRegards | None:
        return next((own for own in self.regards if own.code == axis), None)


@dataclass(frozen=True)
class Reread:
    """What a circle may read of a review."""

    circle: Circle
    phase: Phase
    least: int
    voices: Voices
    axes: tuple[ReviewAxis, ...]
    dialogue: Dialogue
    prompts: tuple[ToldPrompt, ...]
    counts: tuple[CountView, ...]
    measured: Measured

    @property
    def told(self) -> tuple[ToldPrompt, ...]:
        return tuple(prompt for prompt in self.prompts if prompt.is_told)

    @property
    def counted(self) -> tuple[CountView, ...]:
        return tuple(count for count in self.counts if count.lines)


def reread(source: Source, circle: Circle) -> Reread:
    content, grid, phase = source.content, source.grid, source.phase
    least, evidence = least_of(grid), grid.scale.evidence_labels
    voices = voices_of(content, LABELS)
    kept = source.kept if phase.rates else None
    counts = content["counts"] if phase.counts else ()
    figures = content["figures"] if phase.measures else ()
    return Reread(
        circle=circle,
        phase=phase,
        least=least,
        voices=voices,
        axes=axes_of(grid, kept, voices, circle, least, (source.start, source.held_on)) if kept else (),
        dialogue=_dialogue(source, voices, circle, least) if kept else Dialogue(),
        prompts=told(source.asked.prompts, content["stories"], voices, circle, least),
        counts=counts_of(source.asked.counts, counts, voices, circle, least, evidence) if phase.counts else (),
        measured=measured_of(figures, evidence),
    )


def _dialogue(source: Source, voices: Voices, circle: Circle, least: int) -> Dialogue:
    """The same words and drawings as for a project: profiles are viewpoints."""
    inside = Circle.ALLIANCE if circle is Circle.OUTSIDE else circle
    quotes = tuple(_comments(source.content["comments"], voices))
    found = restitution(Told(source.grid, source.content, LABELS, quotes, inside), READING)
    if circle is Circle.OUTSIDE:
        return Dialogue(
            gaps=gaps_outside(found.points, least), quotes=quotes_for(circle, quotes, voices.invited, least)
        )
    profiles = tuple((code, label) for code, label in LABELS.items() if code in dict(found.profiles))
    return Dialogue(found.axes, tuple(map(of_voices, found.points)), found.others, profiles)


def _comments(given: Iterable[Frozen], voices: Voices) -> Iterable[Quote]:
    for own in given:
        voice = voices.by_id[own["voice"]]
        yield Quote(own["question"], READING, own["text"], voice.viewpoint, voice.name, voice.quotes_allowed, voice.id)
