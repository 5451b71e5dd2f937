"""Published results, from what the pages read."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from app.api.answers_results import (
    AxisResult,
    CampaignResult,
    ProfileView,
    PublishedResults,
    ReadingResult,
    Results,
)
from app.assessments.gather import grids_of, published_inputs
from app.assessments.queries import current_results
from app.errors import NotFound
from app.keyset import read_page
from app.models import Campaign as CampaignRecord
from app.models import Project, Result
from app.projects.filters import PortfolioFilter, matching_projects
from app.restitution.disclosure import least_of
from app.restitution.outside import approaches_outside, axis_outside
from app.results.published import campaigns_of
from app.results.words import typeset
from evaluation import Axis, Campaign, Grid, Moment

ORDER: list[ColumnElement[Any]] = [CampaignRecord.held_on.expression, CampaignRecord.id.expression]


def published(session: Session, project: Project) -> Results:
    """Three queries, however many campaigns there are."""
    lines = [line for line in campaigns_of(session, project.id) if line.result_id is not None]
    return Results(project=project.code, campaigns=results_of(session, [line.id for line in lines]))


def results_of(session: Session, campaign_ids: Sequence[int]) -> list[CampaignResult]:
    """The last result of each campaign, in the order given; a campaign without any is left out."""
    current = current_results(campaign_ids).subquery()
    rows = session.execute(
        select(Result, CampaignRecord, Project.code)
        .join(current, current.c.result_id == Result.id)
        .join(CampaignRecord, CampaignRecord.id == Result.campaign_id)
        .join(Project, Project.id == CampaignRecord.project_id)
    ).all()
    grids = grids_of(session, sorted({result.grid_reference for result, _, _ in rows}))
    found = {campaign.id: _campaign(campaign, code, result, grids) for result, campaign, code in rows}
    return [found[number] for number in campaign_ids if number in found]


def page_of(session: Session, chosen: PortfolioFilter, moment: str, *, after: str, limit: int) -> PublishedResults:
    ids = published_campaigns(chosen, moment)
    page = read_page(session, ids, ORDER, descending=True, after=after, size=limit)
    return PublishedResults(results=results_of(session, page.ids), next=page.next or None)


def published_campaigns(chosen: PortfolioFilter, moment: str) -> Select[int]:
    """Those with a result at least: one is looked for campaign by campaign, in the order of the page."""
    ids = select(CampaignRecord.id).where(exists().where(Result.campaign_id == CampaignRecord.id))
    if chosen.chosen:
        ids = ids.where(CampaignRecord.project_id.in_(matching_projects(chosen)))
    return ids.where(CampaignRecord.moment == moment) if moment else ids


def result_of(session: Session, number: int) -> CampaignResult:
    found = results_of(session, [number])
    if not found:
        raise NotFound("Cette campagne n’existe pas, ou n’a pas de résultat publié.")
    return found[0]


def _campaign(line: CampaignRecord, code: str, result: Result, grids: Mapping[str, Grid]) -> CampaignResult:
    grid, inputs = grids[result.grid_reference], published_inputs(result)
    return CampaignResult(
        campaign=line.id,
        project=code,
        moment=Moment(line.moment),
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
