"""May the score be shown, how sure is it, how ripe is it (§3)."""

from datetime import date

from evaluation.grid import Axis, Grid
from evaluation.means import reaches
from evaluation.results import CellCounts
from evaluation.scale import Publication
from evaluation.words import Maturity, Reading, Status


def status_of(grid: Grid, counts: CellCounts, score: float | None, respondents: int, profiles: int) -> Status:
    """§3, status: the first that holds."""
    rules = grid.publication
    if _is_not_suited(rules, counts):
        return Status.NOT_SUITED
    if score is None or counts.coverage is None:
        return Status.INSUFFICIENT
    if _is_published(rules, counts.coverage, respondents, profiles):
        return Status.PUBLISHED
    if reaches(counts.coverage, rules.provisional_coverage) and respondents >= 1:
        return Status.PROVISIONAL
    return Status.INSUFFICIENT


def _is_not_suited(rules: Publication, counts: CellCounts) -> bool:
    """§3: too many partners found the questions not applicable."""
    share = counts.not_applicable_share
    return share is not None and not reaches(rules.max_not_applicable, share)


def _is_published(rules: Publication, coverage: float, respondents: int, profiles: int) -> bool:
    """§3: enough cells, enough respondents, enough profiles."""
    return (
        reaches(coverage, rules.published_coverage)
        and respondents >= rules.min_respondents
        and profiles >= rules.min_profiles
    )


def confidence_of(grid: Grid, status: Status, counts: CellCounts, respondents: int, profiles: int) -> str | None:
    """§3, confidence: D provisional, C published, B with more respondents, A when all the rest is high too."""
    if status is Status.PROVISIONAL:
        return "D"
    if status is not Status.PUBLISHED:
        return None
    if respondents < grid.publication.high_confidence_respondents:
        return "C"
    return "A" if _is_highest(grid.publication, counts, profiles) else "B"


def _is_highest(rules: Publication, counts: CellCounts, profiles: int) -> bool:
    """§3, confidence A: coverage, profiles and mean evidence all reach their high mark."""
    return (
        reaches(counts.coverage or 0, rules.high_confidence_coverage)
        and profiles >= rules.high_confidence_profiles
        and reaches(counts.mean_evidence or 0, rules.high_confidence_evidence)
    )


def maturity_of(axis: Axis, reading: Reading, project_start: date | None, campaign_date: date) -> Maturity:
    """§3, maturity: an observed impact is a signal until the project is old enough to find it."""
    if reading == Reading.EXPECTED:
        return Maturity.EXPECTED
    if reading == Reading.INITIAL:
        return Maturity.INITIAL
    if axis.horizon_months is None:
        return Maturity.FINDING
    if project_start is None:
        return Maturity.SIGNAL
    ripe = whole_months(project_start, campaign_date) >= axis.horizon_months
    return Maturity.FINDING if ripe else Maturity.SIGNAL


def whole_months(start: date, end: date) -> int:
    """§3: from the 15th, the month is complete on the 15th."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - (end.day < start.day)
