"""A campaign given back: criterion by criterion, then the points of dialogue, for one circle of readers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.assessments.gather import inputs_of
from app.restitution.disclosure import ShownQuote, least_of, quotes_for
from app.restitution.drawing import AxisRegards, Drawing, Told
from app.restitution.regards import Regards, by_gap
from app.results.views import reading_of
from evaluation import Reading
from evaluation.answers import read_sheets

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class Restitution:
    """`others` are the questions that partners wrote about, away from the points of dialogue.

    `profiles` are those that were heard: who kept silent is counted, not pointed at.
    """

    reading: Reading
    axes: tuple[AxisRegards, ...]
    points: tuple[Regards, ...]
    others: tuple[Regards, ...]
    profiles: tuple[tuple[str, str], ...]
    invited: int
    answered: int
    own_answered: bool = False


def restitution(told: Told, reading: Reading) -> Restitution:
    kept, inputs = reading_of(told.scores, reading), inputs_of(told.scores)
    sheets = read_sheets(told.grid.axes_of(reading), inputs, reading)
    drawn = Drawing(told, kept, sheets, _quotes(told, reading))
    axes = tuple(drawn.axis(axis) for axis in told.grid.axes_of(reading))
    points = by_gap(_points(kept, axes))
    said = {id(quote) for own in points for quote in own.quotes}
    others = [own for own in _questions(axes) if any(id(quote) not in said for quote in own.quotes)]
    heard = {view.profile: view.label for own in _questions(axes) for view in own.views}
    return Restitution(
        reading=reading,
        axes=axes,
        points=points,
        others=tuple(others),
        profiles=tuple(sorted(heard.items(), key=lambda pair: (pair[1], pair[0]))),
        invited=len(inputs.respondents),
        answered=round((kept["participation"] or 0) * len(inputs.respondents)),
        own_answered=any(own.own is not None for own in _questions(axes)),
    )


def _quotes(told: Told, reading: str) -> dict[str, tuple[ShownQuote, ...]]:
    """By question."""
    counts: dict[str, int] = {}
    for own in told.scores["respondents"]:
        counts[own["profile"]] = counts.get(own["profile"], 0) + 1
    spoken = [quote for quote in told.quotes if quote.reading == reading]
    found: dict[str, list[ShownQuote]] = {}
    for quote in quotes_for(told.circle, spoken, counts, least_of(told.grid), told.own):
        found.setdefault(quote.question, []).append(quote)
    return {question: tuple(quotes) for question, quotes in found.items()}


def _points(kept: Frozen, axes: Iterable[AxisRegards]) -> Iterable[Regards]:
    """§3: as they were found when the scores were computed; a criterion of one question is that question."""
    for axis in axes:
        frozen = kept["axes"][axis.code]
        for criterion in axis.criteria:
            questions = [own for own in criterion.questions if own.code in frozen["dialogue_questions"]]
            if criterion.whole.code in frozen["dialogue_criteria"] and (not questions or len(criterion.questions) > 1):
                yield criterion.whole
            yield from questions


def _questions(axes: Iterable[AxisRegards]) -> Iterable[Regards]:
    return (own for axis in axes for criterion in axis.criteria for own in criterion.questions)
