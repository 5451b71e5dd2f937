"""A published axis as it may leave the alliance: see `disclosure` for the rules."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.restitution.disclosure import (
    deviation_may_leave,
    gap_may_leave,
    profiles_that_may_leave,
    range_may_leave,
    score_may_leave,
)
from evaluation import Campaign, Grid, Status
from evaluation.answers import Sheet, read_sheets

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class OutsideProfile:
    profile: str
    respondents: int
    score: float


@dataclass(frozen=True)
class OutsideAxis:
    """Figures are none when the status shows no number, or when one would tell a partner or a masked profile."""

    score: float | None = None
    range: float | None = None
    deviation: float | None = None
    profile_gap: float | None = None
    profiles: tuple[OutsideProfile, ...] = ()


def axis_outside(axis: Frozen, least: int) -> OutsideAxis:
    counts = Counter(own["profile"] for own in axis["by_respondent"] if own["score"] is not None)
    figures = spread_outside(axis, axis["respondents"], axis["profiles"], least)
    if figures.score is None:
        return OutsideAxis()
    spread = axis["dispersion"] or {}
    return OutsideAxis(
        score=figures.score,
        range=figures.range,
        deviation=figures.deviation,
        profile_gap=spread.get("profile_gap") if gap_may_leave(counts, least) else None,
        profiles=tuple(
            OutsideProfile(profile, counts[profile], axis["profile_means"][profile])
            for profile in sorted(profiles_that_may_leave(counts, least))
        ),
    )


def spread_outside(axis: Frozen, respondents: int, profiles: int, least: int) -> OutsideAxis:
    """The score and what may stand beside it when the respondents of each profile are not known."""
    if not Status(axis["status"]).shows_number or not score_may_leave(respondents, profiles, least):
        return OutsideAxis()
    spread = axis["dispersion"] or {}
    return OutsideAxis(
        score=axis["score"],
        range=spread.get("range") if range_may_leave(respondents, least) else None,
        deviation=spread.get("sd") if deviation_may_leave(respondents, least) else None,
    )


def approaches_outside(grid: Grid, kept: Frozen, inputs: Campaign, least: int) -> dict[str, float | None]:
    """An approach is a mean of profiles too: it leaves as a score does, counted from those who gave it a level."""
    reading = kept["reading"]
    sheets = read_sheets(grid.axes_of(reading), inputs, reading)
    return {
        code: score if _may_leave(_asked(grid, reading, code), sheets, least) else None
        for code, score in kept["approaches"].items()
    }


def _asked(grid: Grid, reading: str, approach: str) -> set[str]:
    asked = (question for axis in grid.axes_of(reading) for question in axis.questions)
    return {question.code for question in asked if question.approach == approach}


def _may_leave(questions: set[str], sheets: Iterable[Sheet], least: int) -> bool:
    heard = [sheet.profile for sheet in sheets if questions & sheet.levels.keys()]
    return score_may_leave(len(heard), len(set(heard)), least)
