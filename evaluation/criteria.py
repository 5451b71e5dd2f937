"""From one respondent's answers to its criteria and its own axis score (§2.1, §2.2, §2.4)."""

from collections.abc import Mapping

from evaluation.answers import Respondent, Sheet
from evaluation.grid import Axis, Criterion, Grid
from evaluation.means import reaches, weighted_mean
from evaluation.results import RespondentScore


def respondent_score(grid: Grid, axis: Axis, sheet: Sheet) -> RespondentScore:
    """§2.2 and §2.4: one partner’s criteria and its own axis score."""
    criteria = {criterion.code: criterion_score(grid, criterion, sheet) for criterion in axis.criteria}
    score = respondent_axis_score(axis, sheet.respondent, criteria)
    return RespondentScore(sheet.respondent.id, sheet.profile, score, criteria)


def criterion_score(grid: Grid, criterion: Criterion, sheet: Sheet) -> float | None:
    """§2.2: weighted mean of the valued questions, when enough of the applicable weight is valued."""
    if not is_valued_enough(grid, criterion, sheet):
        return None
    points = grid.scale.points
    levels = sheet.levels
    return weighted_mean(
        (points(levels[question.code]), question.weight) for question in criterion.questions if question.code in levels
    )


def is_valued_enough(grid: Grid, criterion: Criterion, sheet: Sheet) -> bool:
    """§2.2: the valued weight is at least `criterion_min_valued` of the applicable weight."""
    valued = valued_weight(criterion, sheet)
    return valued > 0 and reaches(valued, grid.publication.criterion_min_valued * applicable_weight(criterion, sheet))


def valued_weight(criterion: Criterion, sheet: Sheet) -> float:
    """§2.2: weight of the questions answered by a level."""
    return sum(question.weight for question in criterion.questions if question.code in sheet.levels)


def applicable_weight(criterion: Criterion, sheet: Sheet) -> float:
    """§2.2: weight of the questions that are not "sans objet"."""
    return sum(question.weight for question in criterion.questions if question.code not in sheet.not_applicable)


def respondent_axis_score(axis: Axis, respondent: Respondent, criteria: Mapping[str, float | None]) -> float | None:
    """§2.4: mean of the criteria that exist, by weight (× the respondent's priority on a priority-weighted axis)."""
    return weighted_mean(
        (score, respondent_weight(axis, criterion, respondent))
        for criterion in axis.criteria
        if (score := criteria[criterion.code]) is not None
    )


def respondent_weight(axis: Axis, criterion: Criterion, respondent: Respondent) -> float:
    """§2.4: what the criterion weighs for this respondent."""
    if axis.by_priorities:
        return criterion.weight * respondent.priority(criterion.code)
    return criterion.weight
