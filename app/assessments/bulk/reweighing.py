"""Another version of the same questions, on answers already read: only the axes it changes are computed again."""

from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from app.assessments.bulk.marks import Marks
from app.assessments.bulk.plan import Plan, plan_of
from app.assessments.bulk.scoring import Scores, indices_of, score
from app.assessments.bulk.sums import Integers
from evaluation import Grid

Part = TypeVar("Part")


def reweighed(before: Scores, grid: Grid, marks: Marks) -> Scores:
    """The scores of `marks` under `grid`, which asks the same questions as the one `before` was computed with."""
    old, plan = before.plan, plan_of(grid, before.plan.reading)
    if replace(grid, axes=old.grid.axes) != old.grid:
        return score(plan, marks)
    found = before
    for place, (was, axis) in enumerate(zip(old.axes, plan.axes, strict=True)):
        if was != axis:
            found = _with_axis(found, plan, place, marks)
    return replace(found, plan=plan, indices=indices_of(plan, found.means, found.standing))


def _with_axis(whole: Scores, plan: Plan, place: int, marks: Marks) -> Scores:
    questions = _lines(plan.questions_of_axes, place, len(plan.questions))
    criteria = _lines(plan.criteria_of_axes, place, len(plan.criteria))
    own = Marks(
        marks.invited,
        marks.levels[questions],
        marks.not_applicable[questions],
        marks.evidence[questions],
        marks.answered,
        marks.priorities[criteria],
    )
    part, axis = score(Plan(plan.grid, plan.reading, (plan.axes[place],)), own), slice(place, place + 1)
    by_criterion = ("own_criteria", "criteria")
    return replace(
        whole,
        means=_spliced(whole.means, part.means, dict.fromkeys(by_criterion, criteria), axis),
        scores=_with_lines(whole.scores, part.scores, axis),
        counts=_spliced(whole.counts, part.counts, {}, axis),
        standing=_spliced(whole.standing, part.standing, {}, axis),
        spread=_spliced(whole.spread, part.spread, {}, axis),
        dialogue_questions=_with_lines(whole.dialogue_questions, part.dialogue_questions, questions),
        dialogue_criteria=_with_lines(whole.dialogue_criteria, part.dialogue_criteria, criteria),
    )


def _spliced(whole: Part, part: Part, elsewhere: dict[str, slice], lines: slice) -> Part:
    """Every table of one kind of figures; those not by axis have their own lines."""
    changes = {
        own.name: _with_lines(getattr(whole, own.name), getattr(part, own.name), elsewhere.get(own.name, lines))
        for own in fields(whole)  # type: ignore[arg-type]
    }
    return replace(whole, **changes)  # type: ignore[type-var]


def _with_lines(whole: Any, part: Any, lines: slice) -> Any:
    found = np.array(whole)
    found[lines] = part
    return found


def _lines(starts: Integers, place: int, end: int) -> slice:
    return slice(int(starts[place]), int([*starts[1:], end][place]))
