"""From a campaign to its scores: one result per reading, each scored on its own (§1 to §4)."""

from collections.abc import Mapping, Sequence
from datetime import date

from evaluation.answers import Campaign, Sheet, read_sheets
from evaluation.confidence import confidence_of, maturity_of, status_of
from evaluation.counting import count_cells, participation
from evaluation.criteria import respondent_score
from evaluation.dialogue import criteria_to_discuss, dispersion_of, questions_to_discuss
from evaluation.grid import Approach, Axis, Grid, Index
from evaluation.lens import questions_score
from evaluation.means import mean, profile_equal_mean, profile_means, weighted_mean
from evaluation.results import AxisScore, ReadingScore, RespondentScore
from evaluation.words import Maturity, Reading


def score_campaign(grid: Grid, campaign: Campaign, project_start: date | None = None) -> tuple[ReadingScore, ...]:
    """Each reading the campaign asks, in order; without a start date no impact is old enough to be a finding."""
    return tuple(score_reading(grid, campaign, reading, project_start) for reading in campaign.readings)


def score_reading(grid: Grid, campaign: Campaign, reading: Reading, project_start: date | None = None) -> ReadingScore:
    """§1: a reading is scored on its own, on the axes it asks."""
    asked = grid.axes_of(reading)
    sheets = read_sheets(asked, campaign, reading)
    axes = {
        axis.code: score_axis(grid, axis, sheets, maturity_of(axis, reading, project_start, campaign.date))
        for axis in asked
    }
    return ReadingScore(
        campaign=campaign.id,
        reading=reading,
        participation=participation(sheets),
        axes=axes,
        indices={index.code: index_score(index, axes) for index in grid.indices},
        approaches={approach.code: approach_score(grid, approach, asked, sheets) for approach in grid.approaches},
        axes_not_asked=tuple(axis.code for axis in grid.axes if axis.code not in axes),
    )


def score_axis(grid: Grid, axis: Axis, sheets: Sequence[Sheet], maturity: Maturity) -> AxisScore:
    """§2 and §3: an axis and everything that stands beside its score."""
    own_scores = tuple(respondent_score(grid, axis, sheet) for sheet in sheets)
    means = profile_means((own.profile, own.score) for own in own_scores if own.score is not None)
    criteria = project_criteria(axis, own_scores)
    score = mean(means.values()) if axis.by_priorities else project_score(axis, criteria)
    counts = count_cells(grid, axis, sheets)
    respondents = sum(own.score is not None for own in own_scores)
    status = status_of(grid, counts, score, respondents, len(means))
    return AxisScore(
        axis=axis.code,
        score=score if status.shows_number else None,
        status=status,
        confidence=confidence_of(grid, status, counts, respondents, len(means)),
        maturity=maturity,
        counts=counts,
        dispersion=dispersion_of(own_scores, means),
        criteria=criteria,
        dialogue_questions=questions_to_discuss(grid, axis, sheets),
        dialogue_criteria=criteria_to_discuss(grid, axis, own_scores),
        by_respondent=own_scores,
        profile_means=means,
    )


def project_criteria(axis: Axis, own_scores: Sequence[RespondentScore]) -> dict[str, float | None]:
    """§2.3: mean over profiles of the mean over that profile's respondents that have the criterion."""
    return {
        criterion.code: profile_equal_mean(
            (own.profile, score) for own in own_scores if (score := own.criteria[criterion.code]) is not None
        )
        for criterion in axis.criteria
    }


def project_score(axis: Axis, criteria: Mapping[str, float | None]) -> float | None:
    """§2.5: criterion first, respondent second: a "sans objet" must not inflate a score.

    A priority-weighted axis takes the profile-equal mean of the respondents' axis scores instead.
    """
    return weighted_mean(
        (score, criterion.weight) for criterion in axis.criteria if (score := criteria[criterion.code]) is not None
    )


def index_score(index: Index, axes: Mapping[str, AxisScore]) -> float | None:
    """§4: plain mean of its axes' scores, only when all of them are published."""
    scores = [axes[code].published_score if code in axes else None for code in index.axes]
    published = [score for score in scores if score is not None]
    return mean(published) if len(published) == len(scores) else None


def approach_score(grid: Grid, approach: Approach, axes: Sequence[Axis], sheets: Sequence[Sheet]) -> float | None:
    """§4: per respondent the mean of its valued questions of that approach, then profile-equal. Display only."""
    codes = [question.code for axis in axes for question in axis.questions if question.approach == approach.code]
    return questions_score(grid, codes, sheets)
