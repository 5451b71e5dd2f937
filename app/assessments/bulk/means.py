"""§2 for many campaigns at once: from the answers to the axes. The same rules as `evaluation`, held equal by tests."""

from dataclasses import dataclass

import numpy as np

from app.assessments.bulk.marks import Invited, Marks
from app.assessments.bulk.plan import Plan
from app.assessments.bulk.sums import Floats, add_lines, mean, ratio, weighted_mean
from evaluation.means import TOLERANCE


@dataclass(frozen=True)
class Means:
    """A line per criterion or axis; a column per partner (`own`), per profile of a campaign, or per campaign."""

    own_criteria: Floats
    own_axes: Floats
    profile_axes: Floats
    criteria: Floats
    axes: Floats


def means_of(plan: Plan, marks: Marks, points: Floats) -> Means:
    """§2.4 for the partners; §2.5 for the campaigns: criterion first, but where the weights belong to the partner."""
    invited, weights, starts = marks.invited, plan.criterion_weights, plan.criteria_of_axes
    own_criteria = own_criteria_of(plan, marks, points)
    own_axes = weighted_mean(own_criteria, weights * marks.priorities, starts)
    profile_axes = mean(own_axes, invited.of_profiles)
    criteria = profile_equal(invited, own_criteria)
    axes = weighted_mean(criteria, weights, starts)
    axes[plan.by_priorities] = mean(profile_axes[plan.by_priorities], invited.profiles_of_campaigns)
    return Means(own_criteria, own_axes, profile_axes, criteria, axes)


def points_of(plan: Plan, marks: Marks) -> Floats:
    """§2.1: what each level is worth; 0 where there is none."""
    scale = plan.grid.scale
    worth = [scale.points(level) if scale.is_level(level) else 0.0 for level in range(scale.max + 1)]
    return np.array([*worth, 0.0])[marks.levels]


def profile_equal(invited: Invited, own: Floats) -> Floats:
    """§2.3: mean over the profiles of the mean over that profile's partners."""
    return mean(mean(own, invited.of_profiles), invited.profiles_of_campaigns)


def own_criteria_of(plan: Plan, marks: Marks, points: Floats) -> Floats:
    """§2.2: by partner, none unless enough of the applicable weight is valued."""
    weights, starts = plan.question_weights, plan.questions_of_criteria
    valued = add_lines(weights * marks.valued, starts)
    applicable = add_lines(weights * ~marks.not_applicable, starts)
    enough = (valued > 0) & (valued >= plan.grid.publication.criterion_min_valued * applicable - TOLERANCE)
    return np.where(enough, ratio(add_lines(points * weights, starts), valued), np.nan)
