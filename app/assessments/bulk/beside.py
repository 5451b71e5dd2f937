"""§3 for many campaigns at once: what stands beside a score. The same rules as `evaluation`, held equal by tests."""

from dataclasses import dataclass

import numpy as np

from app.assessments.bulk.marks import Invited, Marks
from app.assessments.bulk.means import Means
from app.assessments.bulk.plan import Plan
from app.assessments.bulk.sums import Flags, Floats, Integers, Small, add_lines, count, highest, lowest, mean, ratio
from evaluation import Status
from evaluation.means import TOLERANCE
from evaluation.scale import STRONG_LEVELS

STATUSES = (Status.PUBLISHED, Status.PROVISIONAL, Status.INSUFFICIENT, Status.NOT_SUITED)
"""As numbered in `Standing.status`."""
HIGHEST = 127
"""Above any level."""
CONFIDENCES = (None, "D", "C", "B", "A")


@dataclass(frozen=True)
class Counts:
    """Cells of each axis, a column per campaign."""

    total: Integers
    not_applicable: Integers
    valued: Integers
    strong: Integers
    evidence: Integers

    @property
    def coverage(self) -> Floats:
        return ratio(self.valued, self.total - self.not_applicable)


@dataclass(frozen=True)
class Standing:
    respondents: Integers
    profiles: Integers
    status: Integers
    confidence: Integers


@dataclass(frozen=True)
class Spread:
    """Over the partners' own axis scores."""

    lowest: Floats
    highest: Floats
    deviation: Floats
    profile_gap: Floats


def counts_of(plan: Plan, marks: Marks) -> Counts:
    """Cells are counted, not weighted; a partner that did not answer counts all its cells."""

    def of_axes(cells: Flags | Small) -> Integers:
        lines = add_lines(cells.astype(np.int16), plan.questions_of_axes)
        return count(lines, marks.invited.of_campaigns)

    return Counts(
        total=np.outer([len(axis.questions) for axis in plan.axes], marks.invited.sizes),
        not_applicable=of_axes(marks.not_applicable),
        valued=of_axes(marks.valued),
        strong=of_axes(marks.valued & (marks.levels > plan.grid.scale.max - STRONG_LEVELS)),
        evidence=of_axes(marks.evidence * marks.valued),
    )


def standing_of(plan: Plan, invited: Invited, counts: Counts, means: Means) -> Standing:
    """Status and confidence: the first that holds."""
    rules, coverage = plan.grid.publication, counts.coverage
    respondents = count(~np.isnan(means.own_axes), invited.of_campaigns)
    profiles = count(~np.isnan(means.profile_axes), invited.profiles_of_campaigns)
    crowd = (respondents >= rules.min_respondents) & (profiles >= rules.min_profiles)
    status = np.select(
        [
            ~reaches(rules.max_not_applicable, ratio(counts.not_applicable, counts.total)),
            np.isnan(means.axes) | np.isnan(coverage),
            reaches(coverage, rules.published_coverage) & crowd,
            reaches(coverage, rules.provisional_coverage) & (respondents >= 1),
        ],
        [3, 2, 0, 1],
        2,
    )
    highest_mark = (
        reaches(coverage, rules.high_confidence_coverage)
        & (profiles >= rules.high_confidence_profiles)
        & reaches(ratio(counts.evidence, counts.valued), rules.high_confidence_evidence)
    )
    few = respondents < rules.high_confidence_respondents
    confidence = np.select([status == 1, status > 1, few, highest_mark], [1, 0, 2, 4], 3)
    return Standing(respondents, profiles, status, confidence)


def spread_of(invited: Invited, means: Means) -> Spread:
    partners, profiles = invited.of_campaigns, invited.profiles_of_campaigns
    apart = means.own_axes - mean(means.own_axes, partners)[:, invited.owners]
    return Spread(
        lowest=lowest(means.own_axes, partners),
        highest=highest(means.own_axes, partners),
        deviation=np.sqrt(mean(apart**2, partners)),
        profile_gap=highest(means.profile_axes, profiles) - lowest(means.profile_axes, profiles),
    )


def questions_to_discuss(plan: Plan, marks: Marks) -> Flags:
    """Levels that far apart; a grid asks for one level of gap at least, so that nobody differs alone."""
    partners = marks.invited.of_campaigns
    least = np.where(marks.valued, marks.levels, np.int8(HIGHEST))
    gap = np.maximum.reduceat(marks.levels, partners, axis=-1) - np.minimum.reduceat(least, partners, axis=-1)
    return gap >= plan.grid.dialogue.question_gap_levels


def criteria_to_discuss(plan: Plan, invited: Invited, own_criteria: Floats) -> Flags:
    """Scores of two partners or more, that far apart."""
    partners = invited.of_campaigns
    several = count(~np.isnan(own_criteria), partners) >= 2
    apart = highest(own_criteria, partners) - lowest(own_criteria, partners)
    return several & reaches(apart, plan.grid.dialogue.criterion_gap_points)


def reaches(value: Floats | float, threshold: Floats | float) -> Flags:
    """A value meant to equal its threshold must reach it; none reaches nothing."""
    with np.errstate(invalid="ignore"):
        return np.asarray(value >= np.asarray(threshold) - TOLERANCE)
