"""Points of dialogue: where the partners do not see the same thing, an invitation to talk about it (§3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.results.views import Voice
from app.results.words import NBSP, counted, decimal, typeset
from evaluation import Axis, Campaign, Grid
from evaluation.answers import Sheet, read_sheets

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """Who stands at one end, and what they said."""

    shown: str
    voices: tuple[Voice, ...]

    @property
    def profiles(self) -> str:
        return ", ".join(dict.fromkeys(voice.profile_label for voice in self.voices))

    @property
    def names(self) -> str:
        return ", ".join(voice.name for voice in self.voices)


@dataclass(frozen=True)
class Point:
    axis_code: str
    axis_label: str
    code: str
    text: str
    kind: str
    lowest: Side
    highest: Side
    gap_words: str
    gap_points: float


def dialogue_points(
    grid: Grid, kept: Frozen, inputs: Campaign, reading: str, voices: Mapping[str, Voice]
) -> list[Point]:
    """The widest gaps first, then in the order of the grid."""
    sheets = read_sheets(grid.axes_of(reading), inputs, reading)
    asked = [axis.code for axis in grid.axes_of(reading)]
    points = [point for code in asked for point in _of_axis(grid, code, kept["axes"][code], sheets, voices)]
    return sorted(points, key=lambda point: -point.gap_points)


def _of_axis(
    grid: Grid, code: str, axis: Frozen, sheets: Iterable[Sheet], voices: Mapping[str, Voice]
) -> Iterable[Point]:
    about = grid.axis(code)
    for question in axis["dialogue_questions"]:
        levels = {sheet.respondent.id: sheet.levels[question] for sheet in sheets if question in sheet.levels}
        yield _question_point(grid, about, question, levels, voices)
    for criterion in axis["dialogue_criteria"]:
        scores = {own["id"]: own["criteria"][criterion] for own in axis["by_respondent"]}
        held = {respondent: score for respondent, score in scores.items() if score is not None}
        yield _criterion_point(about, criterion, held, voices)


def _question_point(grid: Grid, axis: Axis, code: str, levels: Mapping[str, int], voices: Mapping[str, Voice]) -> Point:
    low, high = min(levels.values()), max(levels.values())
    return Point(
        axis_code=axis.code,
        axis_label=axis.label,
        code=code,
        text=typeset(next(question.text for question in axis.questions if question.code == code)),
        kind="Question",
        lowest=Side(grid.scale.label(low).lower(), _at(low, levels, voices)),
        highest=Side(grid.scale.label(high).lower(), _at(high, levels, voices)),
        gap_words=counted(high - low, "niveau", "niveaux"),
        gap_points=grid.scale.points(high) - grid.scale.points(low),
    )


def _criterion_point(axis: Axis, code: str, scores: Mapping[str, float], voices: Mapping[str, Voice]) -> Point:
    low, high = min(scores.values()), max(scores.values())
    return Point(
        axis_code=axis.code,
        axis_label=axis.label,
        code=code,
        text=typeset(next(criterion.label for criterion in axis.criteria if criterion.code == code)),
        kind="Critère",
        lowest=Side(decimal(low), _at(low, scores, voices)),
        highest=Side(decimal(high), _at(high, scores, voices)),
        gap_words=f"{decimal(high - low)}{NBSP}points",
        gap_points=high - low,
    )


def _at(value: float, given: Mapping[str, float], voices: Mapping[str, Voice]) -> tuple[Voice, ...]:
    return tuple(voices[respondent] for respondent, own in given.items() if own == value)
