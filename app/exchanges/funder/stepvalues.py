"""The values of an axis in « Calcul »: as frozen when published; what was not frozen, by the same functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exchanges.funder.numbering import Voices
from evaluation import Axis, Grid, Status
from evaluation.answers import Sheet
from evaluation.counting import count_cells
from evaluation.means import mean, profile_means
from evaluation.scoring import project_score

Figure = float | int | str | None


@dataclass(frozen=True)
class AxisValues:
    """By respondent and by profile, the cells of their rows in order; then those of the project."""

    respondents: Mapping[str, Sequence[Figure]]
    groups: Mapping[str, Sequence[Figure]]
    project: Sequence[Figure]

    def of(self, kind: str, who: str) -> Sequence[Figure]:
        if kind == "project":
            return self.project
        return self.respondents[who] if kind == "respondent" else self.groups[who]


def axis_values(
    grid: Grid, axis: Axis, kept: Mapping[str, Any], sheets: Mapping[str, Sheet], voices: Voices
) -> AxisValues:
    own = {score["id"]: score for score in kept["by_respondent"]}
    codes = [criterion.code for criterion in axis.criteria]
    respondents = {
        identifier: [*(own[identifier]["criteria"][code] for code in codes), own[identifier]["score"],
                     *_counts(grid, axis, [sheets[identifier]])]
        for identifier in voices.order
    }  # fmt: skip
    by_criterion = [
        profile_means(
            (score["profile"], given) for score in own.values() if (given := score["criteria"][code]) is not None
        )
        for code in codes
    ]
    groups = {
        profile: [*(means.get(profile) for means in by_criterion), kept["profile_means"].get(profile)]
        for profile in voices.groups
    }
    return AxisValues(respondents, groups, _project(grid, axis, kept, list(sheets.values())))


def _counts(grid: Grid, axis: Axis, sheets: Sequence[Sheet]) -> tuple[int, int, int]:
    found = count_cells(grid, axis, sheets)
    return found.not_applicable, found.valued, found.evidence


def _project(grid: Grid, axis: Axis, kept: Mapping[str, Any], sheets: Sequence[Sheet]) -> list[Figure]:
    means = kept["profile_means"].values()
    raw = mean(means) if axis.by_priorities else project_score(axis, kept["criteria"])
    return [
        *(kept["criteria"][criterion.code] for criterion in axis.criteria), raw, *_counts(grid, axis, sheets),
        kept["not_applicable"], kept["coverage"], kept["respondents"], kept["profiles"],
        Status(kept["status"]).label, kept["confidence"], kept["score"],
    ]  # fmt: skip
