"""All the scores of many campaigns in one reading: everything a result stores, as numbers."""

from dataclasses import dataclass

import numpy as np

from app.assessments.bulk.beside import (
    Counts,
    Spread,
    Standing,
    counts_of,
    criteria_to_discuss,
    questions_to_discuss,
    spread_of,
    standing_of,
)
from app.assessments.bulk.marks import Invited, Marks, spoken
from app.assessments.bulk.means import Means, means_of, points_of, profile_equal
from app.assessments.bulk.plan import Plan
from app.assessments.bulk.sums import Flags, Floats, count, ratio


@dataclass(frozen=True)
class Scores:
    """A column per campaign; a line per axis, criterion, question, index or approach of the plan."""

    plan: Plan
    invited: Invited
    means: Means
    scores: Floats
    """Of the axes: none unless the status shows a number."""
    counts: Counts
    standing: Standing
    spread: Spread
    dialogue_questions: Flags
    dialogue_criteria: Flags
    indices: Floats
    approaches: Floats
    participation: Floats


def score(plan: Plan, given: Marks) -> Scores:
    marks = spoken(plan, given)
    invited, points = marks.invited, points_of(plan, marks)
    means, counts = means_of(plan, marks, points), counts_of(plan, marks)
    standing = standing_of(plan, invited, counts, means)
    return Scores(
        plan=plan,
        invited=invited,
        means=means,
        scores=np.where(standing.status <= 1, means.axes, np.nan),
        counts=counts,
        standing=standing,
        spread=spread_of(invited, means),
        dialogue_questions=questions_to_discuss(plan, marks),
        dialogue_criteria=criteria_to_discuss(plan, invited, means.own_criteria),
        indices=indices_of(plan, means, standing),
        approaches=_approaches(plan, marks, points),
        participation=ratio(count(marks.answered, invited.of_campaigns), invited.sizes),
    )


def indices_of(plan: Plan, means: Means, standing: Standing) -> Floats:
    """§4: plain mean of its axes' scores, only when all of them are published."""
    published = np.where(standing.status == 0, means.axes, np.nan)
    places = {axis.code: place for place, axis in enumerate(plan.axes)}
    found = np.full((len(plan.grid.indices), means.axes.shape[1]), np.nan)
    for line, index in enumerate(plan.grid.indices):
        if all(code in places for code in index.axes):
            found[line] = published[[places[code] for code in index.axes]].mean(axis=0)
    return found


def _approaches(plan: Plan, marks: Marks, points: Floats) -> Floats:
    """§4: by partner the plain mean of its valued questions of that approach, then profile-equal."""
    places = [
        [place for place, own in enumerate(plan.questions) if own.approach == code.code]
        for code in plan.grid.approaches
    ]
    own = [ratio(points[asked].sum(axis=0), marks.valued[asked].sum(axis=0)) for asked in places]
    return profile_equal(marks.invited, np.array(own))
