"""What the partners of each project said, as it may leave the alliance; every figure goes through `outside`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of, inputs_of
from app.assessments.identities import recognised
from app.exchanges.printing.campaigns import CampaignAt
from app.exchanges.printing.changes import changes_between
from app.exchanges.printing.facts import PrintedAxis, PrintedChange, PrintedEvaluation, PrintedIndex
from app.models import Result
from app.restitution.disclosure import least_of
from app.restitution.outside import OutsideAxis, approaches_outside, axis_outside
from app.results.change import EarlierGrid
from app.results.facts import facts_of
from app.results.published import profile_labels
from app.results.queries import earlier_grid
from app.results.views import reading_of
from app.results.words import NBSP, axis_words, decimal, typeset
from evaluation import Grid, Status
from evaluation.words import REGIONAL_READING

Frozen = Mapping[str, Any]
Pair = tuple[CampaignAt, CampaignAt | None]


@dataclass(frozen=True)
class Known:
    """What many projects share: results by number with their scores, grids, names of profiles, pairs of versions."""

    results: Mapping[int, tuple[Result, Frozen]]
    grids: Mapping[str, Grid]
    labels: Mapping[str, str]
    versions: Mapping[tuple[str, str], EarlierGrid | None]


def evaluations_of(session: Session, pairs: Iterable[Pair]) -> dict[int, PrintedEvaluation]:
    """By project. A fixed number of queries, more only where several versions of the grid meet."""
    pairs = list(pairs)
    known = _known(session, pairs)
    return {chosen.project_id: _evaluation(known, chosen, before) for chosen, before in pairs}


def _known(session: Session, pairs: list[Pair]) -> Known:
    wanted = [line.result_id for pair in pairs for line in pair if line and line.result_id]
    results = list(session.scalars(select(Result).where(Result.id.in_(wanted)).order_by(Result.id)))
    scores = recognised(session, *results)
    by_id = {result.id: (result, own) for result, own in zip(results, scores, strict=True)}
    met = {
        (by_id[before.result_id or 0][0].grid_reference, by_id[chosen.result_id or 0][0].grid_reference)
        for chosen, before in pairs
        if before
    }
    return Known(
        by_id,
        grids_of(session, {result.grid_reference for result in results}),
        profile_labels(session),
        {pair: earlier_grid(session, *pair) for pair in sorted(met)},
    )


def _evaluation(known: Known, chosen: CampaignAt, before: CampaignAt | None) -> PrintedEvaluation:
    result, scores = known.results[chosen.result_id or 0]
    grid, reading = known.grids[result.grid_reference], REGIONAL_READING[chosen.moment]
    kept, invited = reading_of(scores, reading), len(scores["respondents"])
    axes = tuple(_axis(known, grid, axis.code, kept["axes"][axis.code]) for axis in grid.axes_of(reading))
    return PrintedEvaluation(
        campaign_id=chosen.id,
        moment=chosen.moment,
        held_on=chosen.held_on,
        reading=reading,
        published_at=result.published_at,
        axes=axes,
        indices=tuple(_indices(grid, kept, axes)),
        approaches=_approaches(grid, kept, scores),
        changes=_changes(known, grid, before, scores),
        since=before.held_on if before else None,
        invited=invited,
        answered=round((kept["participation"] or 0) * invited),
        grid_reference=result.grid_reference,
        formula_version=result.formula_version,
    )


def _axis(known: Known, grid: Grid, code: str, axis: Frozen) -> PrintedAxis:
    facts, leaves = facts_of(axis), axis_outside(axis, least_of(grid))
    words = axis_words(grid, facts)
    return PrintedAxis(code, typeset(grid.axis(code).label), words, facts, leaves, tuple(_marks(known, leaves)))


def _marks(known: Known, leaves: OutsideAxis) -> Iterable[tuple[str, float, str]]:
    for own in leaves.profiles:
        label = known.labels.get(own.profile, own.profile)
        yield own.profile, own.score, f"{label}{NBSP}: {decimal(own.score)}"


def _indices(grid: Grid, kept: Frozen, axes: tuple[PrintedAxis, ...]) -> Iterable[PrintedIndex]:
    """An index leaves when each of its axes does."""
    by_code = {axis.code: axis for axis in axes}
    for index in grid.indices:
        if any(code not in by_code for code in index.axes):
            continue
        parts = [by_code[code] for code in index.axes]
        leaves = all(part.outside.score is not None for part in parts)
        missing = ", ".join(part.label for part in parts if part.facts.status is not Status.PUBLISHED)
        yield PrintedIndex(typeset(index.label), kept["indices"].get(index.code) if leaves else None, missing)


def _approaches(grid: Grid, kept: Frozen, scores: Frozen) -> tuple[tuple[str, float | None], ...]:
    found = approaches_outside(grid, kept, inputs_of(scores), least_of(grid))
    return tuple((approach.label, found.get(approach.code)) for approach in grid.approaches)


def _changes(known: Known, grid: Grid, before: CampaignAt | None, scores: Frozen) -> tuple[PrintedChange, ...]:
    if before is None:
        return ()
    earlier, then = known.results[before.result_id or 0]
    versions = known.versions[(earlier.grid_reference, grid.reference)]
    return changes_between(grid, inputs_of(then), inputs_of(scores), versions, least_of(grid))
