"""One published reading as its pages show it: axes, marks of the partners, index, approaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.results.facts import AxisFacts, facts_of
from app.results.words import NBSP, axis_words, coverage_sentence, decimal, typeset
from evaluation import Grid, Reading, Status

Frozen = Mapping[str, Any]
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Voice:
    """A partner in the results: its profile is said to all, its name to those who run evaluations."""

    id: str
    name: str
    profile: str
    profile_label: str

    def shown(self, named: bool) -> str:
        return f"{self.profile_label}, {self.name}" if named else self.profile_label


@dataclass(frozen=True)
class Mark:
    voice: Voice
    score: float


@dataclass(frozen=True)
class AxisView:
    code: str
    label: str
    facts: AxisFacts
    words: str
    coverage_words: str
    marks: tuple[Mark, ...]
    low: float | None
    high: float | None
    profile_gap: float | None
    deviation: float | None

    @property
    def shows_marks(self) -> bool:
        return self.facts.status.shows_number

    def drawn(self, named: bool) -> list[tuple[str, float, str]]:
        """What the strip draws: profile, score, label of the mark."""
        if not self.shows_marks:
            return []
        return [
            (mark.voice.profile, mark.score, f"{mark.voice.shown(named)}{NBSP}: {decimal(mark.score)}")
            for mark in self.marks
        ]

    @property
    def description(self) -> str:
        """The drawing told to those who do not see it."""
        if self.facts.score is None or self.low is None or self.high is None:
            return f"Pas de score, {self.words}."
        spread = f"{len(self.marks)} partenaires, de {decimal(self.low)} à {decimal(self.high)}"
        return f"Score {decimal(self.facts.score)} sur 100, {self.words}. {spread}."


@dataclass(frozen=True)
class IndexPart:
    label: str
    score: float | None
    status: Status


@dataclass(frozen=True)
class IndexView:
    label: str
    score: float | None
    parts: tuple[IndexPart, ...]

    @property
    def missing(self) -> str:
        """The parts that are not published: the index waits for them."""
        return ", ".join(part.label for part in self.parts if part.status is not Status.PUBLISHED)


@dataclass(frozen=True)
class ReadingView:
    reading: Reading
    axes: tuple[AxisView, ...]
    not_asked: tuple[str, ...]
    indices: tuple[IndexView, ...]
    approaches: tuple[tuple[str, float | None], ...]
    voices: tuple[Voice, ...]
    answered: int

    @property
    def invited(self) -> int:
        return len(self.voices)

    def scores_of(self, voice: Voice) -> list[float | None]:
        """What one partner sees, axis by axis; nothing on an axis that shows no number."""
        return [
            next((mark.score for mark in axis.marks if mark.voice == voice and axis.shows_marks), None)
            for axis in self.axes
        ]

    @property
    def has_provisional(self) -> bool:
        return any(axis.facts.is_provisional for axis in self.axes)

    @property
    def has_scores(self) -> bool:
        return any(axis.shows_marks for axis in self.axes)

    @property
    def profiles(self) -> list[tuple[str, str]]:
        """The profiles drawn, for the legend, in the order of their names."""
        drawn = {mark.voice.profile: mark.voice.profile_label for axis in self.axes for mark in axis.marks}
        return sorted(drawn.items(), key=lambda pair: pair[1])


def voices_of(scores: Frozen, labels: Labels) -> dict[str, Voice]:
    """The partners of a result by their id in the method, as they were called when it was published."""
    return {
        own["id"]: Voice(own["id"], own["name"], own["profile"], labels.get(own["profile"], own["profile"]))
        for own in scores["respondents"]
    }


def reading_of(scores: Frozen, reading: str) -> Frozen:
    found: Frozen = next(kept for kept in scores["readings"] if kept["reading"] == reading)
    return found


def reading_view(grid: Grid, kept: Frozen, voices: Mapping[str, Voice]) -> ReadingView:
    asked = grid.axes_of(kept["reading"])
    axes = tuple(axis_view(grid, axis.code, kept["axes"][axis.code], voices) for axis in asked)
    return ReadingView(
        reading=Reading(kept["reading"]),
        axes=axes,
        not_asked=tuple(grid.axis(code).label for code in kept["axes_not_asked"]),
        indices=tuple(_indices(grid, kept, axes)),
        approaches=tuple((approach.label, kept["approaches"].get(approach.code)) for approach in grid.approaches),
        voices=tuple(sorted(voices.values(), key=lambda voice: (voice.profile_label, voice.name))),
        answered=round((kept["participation"] or 0) * len(voices)),
    )


def axis_view(grid: Grid, code: str, axis: Frozen, voices: Mapping[str, Voice]) -> AxisView:
    facts = facts_of(axis)
    spread = axis["dispersion"] or {}
    return AxisView(
        code=code,
        label=typeset(grid.axis(code).label),
        facts=facts,
        words=axis_words(grid, facts),
        coverage_words=coverage_sentence(facts),
        marks=tuple(Mark(voices[own["id"]], own["score"]) for own in axis["by_respondent"] if own["score"] is not None),
        low=spread.get("min"),
        high=spread.get("max"),
        profile_gap=spread.get("profile_gap"),
        deviation=spread.get("sd"),
    )


def _indices(grid: Grid, kept: Frozen, axes: Sequence[AxisView]) -> list[IndexView]:
    """Not on a reading that does not ask all their axes: the initial situation has no index."""
    by_code = {axis.code: axis for axis in axes}
    return [
        IndexView(
            typeset(index.label),
            kept["indices"].get(index.code),
            tuple(IndexPart(by_code[c].label, by_code[c].facts.score, by_code[c].facts.status) for c in index.axes),
        )
        for index in grid.indices
        if all(code in by_code for code in index.axes)
    ]
