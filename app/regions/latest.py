"""What enters the regions: which projects are funded, and the score that speaks for each of them on an axis."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.dialects.postgresql import distinct_on

from app.among import among
from app.assessments.queries import current_results
from app.models import AxisResult, Campaign, Investment, Project, ProjectStatus, Result
from evaluation import Moment, Status
from evaluation.words import REGIONAL_READING

FUNDED_STATUSES = (
    ProjectStatus.VALIDE,
    ProjectStatus.CONVENTIONNE,
    ProjectStatus.EN_COURS,
    ProjectStatus.TERMINE,
    ProjectStatus.CAPITALISE,
)


def funded_condition() -> ColumnElement[bool]:
    """An investment went through the COPIL, or the status says so."""
    validated = select(Investment.project_id).where(Investment.copil_on.is_not(None))
    return Project.id.in_(validated) | Project.status.in_(FUNDED_STATUSES)


def latest_scores(moment: str, project_ids: Select[Any] | None) -> Select[int, str, float | None, str, str | None]:
    """(project, axis, score, reference, confidence). An axis not published in the latest campaign is taken before."""
    current = current_results().add_columns(Result.grid_reference).subquery()
    query = (
        select(
            Campaign.project_id,
            AxisResult.axis,
            AxisResult.score,
            current.c.grid_reference.label("reference"),
            AxisResult.confidence,
        )
        .ext(distinct_on(Campaign.project_id, AxisResult.axis))
        .join(current, current.c.result_id == AxisResult.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .where(
            Campaign.moment == moment,
            AxisResult.reading == REGIONAL_READING[Moment(moment)],
            AxisResult.status == Status.PUBLISHED,
            AxisResult.score.is_not(None),
        )
        .order_by(Campaign.project_id, AxisResult.axis, Campaign.held_on.desc(), Campaign.id.desc())
    )
    return query if project_ids is None else query.where(among(Campaign.project_id, project_ids))
