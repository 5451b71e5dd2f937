"""A set of questions, whichever axes they come from, read together: approaches (§4), and the frames of others.

Display only: nothing else is computed from it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evaluation.answers import Sheet
from evaluation.confidence import status_of
from evaluation.counting import count_questions
from evaluation.grid import Grid
from evaluation.means import mean, profile_equal_mean
from evaluation.results import CellCounts
from evaluation.words import Status


@dataclass(frozen=True, slots=True)
class LensScore:
    """`score`: of 100, none unless the status shows a number; the status follows the same thresholds as an axis."""

    score: float | None
    status: Status
    counts: CellCounts
    respondents: int
    """Those who gave a level to one of the questions at least."""
    profiles: int


def read_lens(grid: Grid, codes: Sequence[str], sheets: Sequence[Sheet]) -> LensScore:
    """§4 for the score, §3 for what stands beside it."""
    heard = [sheet.profile for sheet in sheets if any(code in sheet.levels for code in codes)]
    score, counts = questions_score(grid, codes, sheets), count_questions(grid, codes, sheets)
    status = status_of(grid, counts, score, len(heard), len(set(heard)))
    return LensScore(score if status.shows_number else None, status, counts, len(heard), len(set(heard)))


def questions_score(grid: Grid, codes: Collection[str], sheets: Sequence[Sheet]) -> float | None:
    """§4: per respondent the plain mean of its valued questions, then profile-equal.

    A question out by priority is not valued; no question weighs more than another.
    """
    own = ((sheet.profile, _mean_points(grid, codes, sheet)) for sheet in sheets)
    return profile_equal_mean((profile, score) for profile, score in own if score is not None)


def _mean_points(grid: Grid, codes: Collection[str], sheet: Sheet) -> float | None:
    return mean(grid.scale.points(sheet.levels[code]) for code in codes if code in sheet.levels)
