"""Published results and regions, from what the pages read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.api.answers_results import (
    AxisResult,
    CampaignResult,
    Mark,
    National,
    ReadingResult,
    Region,
    Regions,
    Results,
)
from app.assessments.gather import grids_of
from app.models import Project, Result
from app.regions.routes import whole_portfolio
from app.regions.territories import Territory
from app.regions.views import NOTHING
from app.results.published import CampaignLine, campaigns_of, profile_labels
from app.results.views import AxisView, Voice, axis_view, voices_of
from evaluation import Grid, Moment, RegionScore
from evaluation.words import REGIONAL_READING


def published(session: Session, project: Project) -> Results:
    """Four queries, however many campaigns there are."""
    lines = [line for line in campaigns_of(session, project.id) if line.result_id is not None]
    ids = [line.result_id for line in lines]
    found = {own.id: own for own in session.scalars(select(Result).where(Result.id.in_(ids)))}
    grids = grids_of(session, sorted({own.grid_reference for own in found.values()}))
    labels = profile_labels(session)
    campaigns = [_campaign(line, found[line.result_id or 0], grids, labels) for line in lines]
    return Results(project=project.code, campaigns=campaigns)


def regions_at(session: Session, moment: Moment) -> Regions:
    """Every region, those without any project too, then the interregional projects."""
    whole = whole_portfolio(session, moment)
    nothing = RegionScore(None, 0, dict.fromkeys(whole.grid.score_codes, NOTHING))
    return Regions(
        moment=moment,
        reading=REGIONAL_READING[moment],
        grid=whole.grid.reference,
        regions=[_region(place, whole.regions.get(place.code, nothing)) for place in whole.everywhere()],
        national=National.model_validate(whole.national),
    )


def _region(place: Territory, score: RegionScore) -> Region:
    return Region.model_validate(
        {"code": place.code, "label": place.name, "funded": score.funded, "axes": dict(score.axes)}
    )


def _campaign(
    line: CampaignLine, result: Result, grids: Mapping[str, Grid], labels: Mapping[str, str]
) -> CampaignResult:
    grid, voices = grids[result.grid_reference], voices_of(result.scores, labels)
    return CampaignResult(
        campaign=line.id,
        moment=line.moment,
        held_on=line.held_on,
        sequence=result.sequence,
        published_at=result.published_at,
        grid=result.grid_reference,
        formula=result.formula_version,
        inputs_sha256=result.inputs_sha256,
        readings=[_reading(grid, kept, voices) for kept in result.scores["readings"]],
    )


def _reading(grid: Grid, kept: Mapping[str, Any], voices: Mapping[str, Voice]) -> ReadingResult:
    axes = [axis_view(grid, axis.code, kept["axes"][axis.code], voices) for axis in grid.axes_of(kept["reading"])]
    return ReadingResult(
        reading=kept["reading"],
        participation=kept["participation"],
        axes=[_axis(view) for view in axes],
        axes_not_asked=kept["axes_not_asked"],
        indices=kept["indices"],
        approaches=kept["approaches"],
    )


def _axis(view: AxisView) -> AxisResult:
    facts, shown = view.facts, view.shows_marks
    return AxisResult(
        axis=view.code,
        label=view.label,
        status=facts.status,
        score=facts.score,
        confidence=facts.confidence,
        maturity=facts.maturity,
        coverage=facts.coverage,
        respondents=facts.respondents,
        profiles=facts.profiles,
        lowest=view.low if shown else None,
        highest=view.high if shown else None,
        deviation=view.deviation if shown else None,
        profile_gap=view.profile_gap if shown else None,
        marks=[Mark(profile=mark.voice.profile, score=mark.score) for mark in view.marks] if shown else [],
    )
