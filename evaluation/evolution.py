"""From what was there or expected to what is observed, on paired answers only (§4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from evaluation.answers import Campaign, Sheet, read_sheet
from evaluation.grid import Axis, Grid
from evaluation.means import profile_equal_mean, reaches, weighted_mean
from evaluation.words import Reading


@dataclass(frozen=True, slots=True)
class RespondentDifference:
    respondent: str
    profile: str
    difference: float


@dataclass(frozen=True, slots=True)
class AxisEvolution:
    """One axis between two readings; `difference` is none below `min_paired` respondents."""

    from_campaign: str
    from_reading: Reading
    to_campaign: str
    to_reading: Reading
    axis: str
    difference: float | None
    up: int
    stable: int
    down: int
    joined: tuple[str, ...]
    left: tuple[str, ...]
    by_respondent: tuple[RespondentDifference, ...]

    @property
    def paired(self) -> int:
        """§4: respondents with at least one paired question."""
        return len(self.by_respondent)


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """The grid of a campaign held with another version, and its equivalent questions: code there → code here."""

    grid: Grid
    questions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Side:
    """One reading of one campaign: a sheet per invited respondent."""

    campaign: Campaign
    reading: Reading
    sheets: Mapping[str, Sheet]


def evolution(
    grid: Grid, campaigns: Sequence[Campaign], others: Mapping[str, OtherVersion] | None = None
) -> tuple[AxisEvolution, ...]:
    """§4: every ex ante reading against every observed one, per axis asked in both.

    `others` holds, by campaign, what was asked with another version: only its equivalent questions are paired, with the
    weights and thresholds of `grid`.
    """
    found = others or {}
    sides = [
        _side(grid, campaign, reading, found.get(campaign.id))
        for campaign in campaigns
        for reading in campaign.readings
    ]
    earlier = [side for side in sides if side.reading is not Reading.OBSERVED]
    later = [side for side in sides if side.reading is Reading.OBSERVED]
    return tuple(
        _evolution_of(grid, axis, before, after)
        for before, after in product(earlier, later)
        for axis in grid.axes_of(before.reading)
    )


def _side(grid: Grid, campaign: Campaign, reading: Reading, other: OtherVersion | None) -> _Side:
    """One reading with a sheet per invited respondent, silent ones too; priorities speak in their own grid."""
    axes = (other.grid if other else grid).axes_of(reading)
    sheets = {respondent.id: read_sheet(axes, respondent, reading) for respondent in campaign.respondents}
    if other:
        sheets = {code: sheet.renamed(other.questions) for code, sheet in sheets.items()}
    return _Side(campaign, reading, sheets)


def _evolution_of(grid: Grid, axis: Axis, before: _Side, after: _Side) -> AxisEvolution:
    """§4: the difference, who moved which way, who joined and who left the invited."""
    differences = _paired_differences(grid, axis, before.sheets, after.sheets)
    up = sum(reaches(own.difference, grid.dialogue.dead_band_points) for own in differences)
    down = sum(reaches(-own.difference, grid.dialogue.dead_band_points) for own in differences)
    return AxisEvolution(
        from_campaign=before.campaign.id,
        from_reading=before.reading,
        to_campaign=after.campaign.id,
        to_reading=after.reading,
        axis=axis.code,
        difference=_project_difference(grid, differences),
        up=up,
        stable=len(differences) - up - down,
        down=down,
        joined=tuple(sorted(after.sheets.keys() - before.sheets.keys())),
        left=tuple(sorted(before.sheets.keys() - after.sheets.keys())),
        by_respondent=differences,
    )


def _project_difference(grid: Grid, differences: Sequence[RespondentDifference]) -> float | None:
    """§4: the profile-equal mean, with at least `min_paired` respondents."""
    if len(differences) < grid.dialogue.min_paired:
        return None
    return profile_equal_mean((own.profile, own.difference) for own in differences)


def _paired_differences(
    grid: Grid, axis: Axis, before: Mapping[str, Sheet], after: Mapping[str, Sheet]
) -> tuple[RespondentDifference, ...]:
    """§4: respondents valued on both sides; the later campaign tells the profile."""
    found = (
        (after[code], respondent_difference(grid, axis, before[code], after[code]))
        for code in sorted(before.keys() & after.keys())
    )
    return tuple(
        RespondentDifference(sheet.respondent.id, sheet.profile, difference)
        for sheet, difference in found
        if difference is not None
    )


def respondent_difference(grid: Grid, axis: Axis, before: Sheet, after: Sheet) -> float | None:
    """§4: mean of later − earlier points over the paired questions.

    Each weighs criterion weight × question weight / total question weight of its criterion.
    """
    points = grid.scale.points
    return weighted_mean(
        (
            points(after.levels[question.code]) - points(before.levels[question.code]),
            criterion.weight * question.weight / criterion.question_weight,
        )
        for criterion in axis.criteria
        for question in criterion.questions
        if question.code in before.levels and question.code in after.levels
    )
