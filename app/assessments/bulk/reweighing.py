"""Another version of the same questions, on answers already read: only the axes it changes are computed again."""

from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from app.assessments.bulk.beside import Counts, Standing, spread_of, standing_of
from app.assessments.bulk.marks import Invited, Marks
from app.assessments.bulk.means import Means
from app.assessments.bulk.plan import Plan, plan_of
from app.assessments.bulk.scoring import Scores, indices_of, score
from app.assessments.bulk.sums import Floats, Integers, mean, weighted_mean
from evaluation import Grid
from evaluation.grid import Axis

Part = TypeVar("Part")


def reweighed(before: Scores, grid: Grid, marks: Marks) -> Scores:
    """The scores of `marks` under `grid`, which asks the same questions as the one `before` was computed with."""
    old, plan = before.plan, plan_of(grid, before.plan.reading)
    if replace(grid, axes=old.grid.axes) != old.grid:
        return score(plan, marks)
    found = before
    for place, (was, axis) in enumerate(zip(old.axes, plan.axes, strict=True)):
        if was != axis:
            found = (_rebalanced if _asks_alike(was, axis) else _with_axis)(found, plan, place, marks)
    return replace(found, plan=plan, indices=indices_of(plan, found.means, found.standing))


def _asks_alike(was: Axis, axis: Axis) -> bool:
    """Only the weights of its criteria are others: each criterion keeps its scores."""
    if len(was.criteria) != len(axis.criteria):
        return False
    criteria = (replace(new, weight=old.weight) for old, new in zip(was.criteria, axis.criteria, strict=True))
    return replace(axis, criteria=tuple(criteria)) == was


def _rebalanced(whole: Scores, plan: Plan, place: int, marks: Marks) -> Scores:
    """What the criteria of that axis add up to; who answered enough stays, unless a weight came to nothing."""
    axis, before = slice(place, place + 1), whole.means
    means = _balanced(before, plan, place, marks)
    summed = ("own_axes", "profile_axes", "axes")
    if all(_is_there_alike(getattr(before, name)[axis], getattr(means, name)) for name in summed):
        standing, status = whole.standing, whole.standing.status[axis]
    else:
        own = _standing(plan, marks.invited, whole.counts, means, axis)
        standing, status = _spliced(whole.standing, own, {}, axis), own.status
    return replace(
        whole,
        means=replace(
            before, **{name: _with_lines(getattr(before, name), getattr(means, name), axis) for name in summed}
        ),
        scores=_with_lines(whole.scores, np.where(status <= 1, means.axes, np.nan), axis),
        standing=standing,
        spread=_spliced(whole.spread, spread_of(marks.invited, means), {}, axis),
    )


def _balanced(before: Means, plan: Plan, place: int, marks: Marks) -> Means:
    """The means of that axis alone."""
    lines, first, invited = _lines(plan.criteria_of_axes, place, len(plan.criteria)), np.array([0]), marks.invited
    weights, own_criteria, criteria = plan.criterion_weights[lines], before.own_criteria[lines], before.criteria[lines]
    own_axes = weighted_mean(own_criteria, weights * marks.priorities[lines], first)
    profile_axes = mean(own_axes, invited.of_profiles)
    if plan.axes[place].by_priorities:
        axes = mean(profile_axes, invited.profiles_of_campaigns)
    else:
        axes = weighted_mean(criteria, weights, first)
    return Means(own_criteria, own_axes, profile_axes, criteria, axes)


def _is_there_alike(one: Floats, other: Floats) -> bool:
    return np.array_equal(np.isnan(one), np.isnan(other))


def _standing(plan: Plan, invited: Invited, counts: Counts, means: Means, axis: slice) -> Standing:
    own = Counts(**{each.name: getattr(counts, each.name)[axis] for each in fields(counts)})
    return standing_of(plan, invited, own, means)


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
