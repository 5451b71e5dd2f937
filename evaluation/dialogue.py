"""Where the partners differ: shown beside the score, never lowering it (§3)."""

from collections.abc import Mapping, Sequence

from evaluation.answers import Sheet
from evaluation.grid import Axis, Grid
from evaluation.means import population_sd, reaches
from evaluation.results import Dispersion, RespondentScore


def dispersion_of(by_respondent: Sequence[RespondentScore], profile_means: Mapping[str, float]) -> Dispersion | None:
    """§3, dispersion: over the respondents' axis scores; the profile gap, over the profiles' means."""
    scores = [own.score for own in by_respondent if own.score is not None]
    if not scores:
        return None
    gap = max(profile_means.values()) - min(profile_means.values())
    return Dispersion(min(scores), max(scores), population_sd(scores), gap)


def questions_to_discuss(grid: Grid, axis: Axis, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """§3, points of dialogue: questions whose valued answers differ by `question_gap_levels` or more."""
    gap = grid.dialogue.question_gap_levels
    return tuple(
        question.code
        for question in axis.questions
        if differs([sheet.levels[question.code] for sheet in sheets if question.code in sheet.levels], gap)
    )


def criteria_to_discuss(grid: Grid, axis: Axis, by_respondent: Sequence[RespondentScore]) -> tuple[str, ...]:
    """§3, points of dialogue: criteria whose respondents' scores differ by `criterion_gap_points` or more."""
    gap = grid.dialogue.criterion_gap_points
    return tuple(
        criterion.code
        for criterion in axis.criteria
        if differs([score for own in by_respondent if (score := own.criteria[criterion.code]) is not None], gap)
    )


def differs(values: Sequence[float], gap: float) -> bool:
    """§3: a difference needs two respondents or more."""
    return len(values) >= 2 and reaches(max(values) - min(values), gap)
