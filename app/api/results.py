"""Published results and regions, from what the pages read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.api.answers_results import (
    AxisResult,
    CampaignResult,
    LeftOut,
    National,
    ProfileView,
    ReadingResult,
    Region,
    Regions,
    Results,
)
from app.assessments.gather import grids_of, published_inputs
from app.models import Project, Result
from app.regions.routes import whole_portfolio
from app.regions.territories import Territory
from app.regions.views import NOTHING
from app.restitution.disclosure import least_of
from app.restitution.outside import approaches_outside, axis_outside
from app.results.published import CampaignLine, campaigns_of
from app.results.words import typeset
from evaluation import Axis, Campaign, Grid, Moment, RegionScore
from evaluation.words import REGIONAL_READING


def published(session: Session, project: Project) -> Results:
    """Three queries, however many campaigns there are."""
    lines = [line for line in campaigns_of(session, project.id) if line.result_id is not None]
    ids = [line.result_id for line in lines]
    found = {own.id: own for own in session.scalars(select(Result).where(Result.id.in_(ids)))}
    grids = grids_of(session, sorted({own.grid_reference for own in found.values()}))
    campaigns = [_campaign(line, found[line.result_id or 0], grids) for line in lines]
    return Results(project=project.code, campaigns=campaigns)


def regions_at(session: Session, moment: Moment) -> Regions:
    """Every region, those without any project too, then the interregional projects."""
    whole = whole_portfolio(session, moment)
    nothing = RegionScore(None, 0, dict.fromkeys(whole.grid.score_codes, NOTHING))
    return Regions(
        moment=moment,
        reading=REGIONAL_READING[moment],
        grid=whole.grid.reference,
        left_out=[
            LeftOut(project=own.project, axis=own.axis, grid=own.reference, reasons=list(own.reasons))
            for own in whole.left_out
        ],
        regions=[_region(place, whole.regions.get(place.code, nothing)) for place in whole.everywhere()],
        national=National.model_validate(whole.national),
    )


def _region(place: Territory, score: RegionScore) -> Region:
    return Region.model_validate(
        {"code": place.code, "label": place.name, "funded": score.funded, "axes": dict(score.axes)}
    )


def _campaign(line: CampaignLine, result: Result, grids: Mapping[str, Grid]) -> CampaignResult:
    grid, inputs = grids[result.grid_reference], published_inputs(result)
    return CampaignResult(
        campaign=line.id,
        moment=line.moment,
        held_on=line.held_on,
        sequence=result.sequence,
        published_at=result.published_at,
        grid=result.grid_reference,
        formula=result.formula_version,
        inputs_sha256=result.inputs_sha256,
        readings=[_reading(grid, kept, inputs) for kept in result.scores["readings"]],
    )


def _reading(grid: Grid, kept: Mapping[str, Any], inputs: Campaign) -> ReadingResult:
    least = least_of(grid)
    return ReadingResult(
        reading=kept["reading"],
        participation=kept["participation"],
        axes=[_axis(axis, kept["axes"][axis.code], least) for axis in grid.axes_of(kept["reading"])],
        axes_not_asked=kept["axes_not_asked"],
        indices=kept["indices"],
        approaches=approaches_outside(grid, kept, inputs, least),
    )


def _axis(axis: Axis, kept: Mapping[str, Any], least: int) -> AxisResult:
    leaves = axis_outside(kept, least)
    return AxisResult(
        axis=axis.code,
        label=typeset(axis.label),
        status=kept["status"],
        score=leaves.score,
        confidence=kept["confidence"],
        maturity=kept["maturity"],
        coverage=kept["coverage"],
        respondents=kept["respondents"],
        profiles=kept["profiles"],
        range=leaves.range,
        deviation=leaves.deviation,
        profile_gap=leaves.profile_gap,
        profile_views=[ProfileView.model_validate(view) for view in leaves.profiles],
    )
