"""Each axis seen from the four viewpoints, side by side: every voice a mark, each viewpoint its mean, never a rank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from app.restitution.disclosure import Circle
from app.restitution.outside import OutsideAxis, axis_outside
from app.restitution.regards import plain
from app.results.facts import AxisFacts, facts_of
from app.results.words import NBSP, axis_words, typeset
from app.reviews.restitution_horizons import horizon_words
from app.reviews.restitution_voices import ViewpointLine, Voices
from evaluation import Axis, Grid
from evaluation.means import mean

Frozen = Mapping[str, Any]
Mark = tuple[str, float, str]
"""What a strip draws: viewpoint, score, label of the mark."""


@dataclass(frozen=True)
class Lane:
    """One viewpoint on one axis. `mean` is none without a score, or when it may not be said here: `words` say why."""

    code: str
    label: str
    mean: float | None
    low: float | None
    high: float | None
    marks: tuple[Mark, ...]
    words: str

    @property
    def description(self) -> str:
        if self.mean is None:
            return f"{self.label}{NBSP}: {self.words}."
        return f"{self.label}{NBSP}: {plain(self.mean)} sur 100 en moyenne{self.spread}, {self.words}."

    @property
    def spread(self) -> str:
        if self.low is None or self.high is None or self.low == self.high:
            return ""
        return f", de {plain(self.low)} à {plain(self.high)}"


@dataclass(frozen=True)
class ReviewAxis:
    """`outside` holds what may leave; the other figures are for the fund."""

    code: str
    label: str
    words: str
    horizon: str
    facts: AxisFacts
    outside: OutsideAxis
    score: float | None
    median: float | None
    low: float | None
    high: float | None
    lanes: tuple[Lane, ...]

    @property
    def is_kept_inside(self) -> bool:
        return self.facts.status.shows_number and self.outside.score is None

    @property
    def views(self) -> tuple[Mark, ...]:
        """The viewpoints that may be drawn together, one mark each."""
        return tuple(
            (lane.code, lane.mean, f"{lane.label}{NBSP}: {plain(lane.mean)}")
            for lane in self.lanes
            if lane.mean is not None
        )


def axes_of(
    grid: Grid, kept: Frozen, voices: Voices, circle: Circle, least: int, dates: tuple[date | None, date]
) -> tuple[ReviewAxis, ...]:
    """`dates`: when the programme began, and the day of the evaluation."""
    return tuple(
        _axis(grid, axis, kept["axes"][axis.code], voices, circle, least, dates)
        for axis in grid.axes
        if axis.code in kept["axes"]
    )


def _axis(
    grid: Grid,
    axis: Axis,
    kept: Frozen,
    voices: Voices,
    circle: Circle,
    least: int,
    dates: tuple[date | None, date],
) -> ReviewAxis:
    facts, outside = facts_of(kept), axis_outside(kept, least)
    scores = [own["score"] for own in kept["by_respondent"] if own["score"] is not None]
    seen = facts.status.shows_number and circle is not Circle.OUTSIDE
    lanes = _lanes(kept, voices, circle) if seen else _lanes_outside(outside, kept, voices)
    return ReviewAxis(
        code=axis.code,
        label=typeset(axis.label),
        words=axis_words(grid, facts),
        horizon=horizon_words(axis.horizon_months, facts.maturity, *dates),
        facts=facts,
        outside=outside,
        score=facts.score if seen else outside.score,
        median=median(scores) if seen and scores else None,
        low=min(scores) if seen and scores else None,
        high=max(scores) if seen and scores else None,
        lanes=tuple(lanes),
    )


def _lanes(kept: Frozen, voices: Voices, circle: Circle) -> Iterator[Lane]:
    for line in voices.viewpoints:
        own = [score for score in kept["by_respondent"] if score["profile"] == line.code and score["score"] is not None]
        points = [score["score"] for score in own]
        marks = tuple((line.code, score["score"], _told(score, line, voices, circle)) for score in own)
        words = _heard(line, len(points))
        yield Lane(
            line.code, line.label, mean(points), min(points, default=None), max(points, default=None), marks, words
        )


def _told(score: Frozen, line: ViewpointLine, voices: Voices, circle: Circle) -> str:
    who = f"{line.label}, {voices.by_id[score['id']].name}" if circle.sees_names else line.label
    return f"{who}{NBSP}: {plain(score['score'])}"


def _heard(line: ViewpointLine, scored: int) -> str:
    if scored and scored == line.invited:
        return f"{scored}{NBSP}voix"
    if scored:
        return f"{scored} voix sur {line.invited}"
    return "personne n’a été invité" if line.is_missing else "pas de réponse à cet axe"


def _lanes_outside(outside: OutsideAxis, kept: Frozen, voices: Voices) -> Iterator[Lane]:
    """The mean alone, and only of those that may be said."""
    means = {own.profile: own for own in outside.profiles}
    heard = {own["profile"] for own in kept["by_respondent"] if own["score"] is not None}
    for line in voices.viewpoints:
        own = means.get(line.code)
        if own is not None:
            mark = (line.code, own.score, f"{line.label}{NBSP}: {plain(own.score)}")
            yield Lane(line.code, line.label, own.score, None, None, (mark,), _heard(line, own.respondents))
        else:
            words = "gardé dans l’évaluation" if line.code in heard else _heard(line, 0)
            yield Lane(line.code, line.label, None, None, None, (), words)
