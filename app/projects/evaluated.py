"""Projects that count as funded, and those whose evaluation speaks at a moment: what regions and fund add up."""

from sqlalchemy import ColumnElement, Select, exists, false, or_, select

from app.assessments.queries.results import current_results
from app.models import AxisResult, Campaign, Investment, Project, Result
from app.regions.latest import FUNDED_STATUSES
from evaluation import Moment, Status
from evaluation.words import REGIONAL_READING

FUNDED = "finances"
NEVER = "aucune"
FUNDED_LABEL = "Financé"
EVALUATED_LABELS = {moment.value: moment.label for moment in Moment} | {NEVER: "Aucune"}


def is_funded() -> ColumnElement[bool]:
    """An investment went through the COPIL, or the status says so, or an evaluation is published."""
    validated = exists().where(Investment.project_id == Project.id, Investment.copil_on.is_not(None))
    published = select(Result.id).join(Campaign).where(Campaign.project_id == Project.id)
    return or_(validated.correlate(Project), Project.status.in_(FUNDED_STATUSES), published.correlate(Project).exists())


def is_evaluated(value: str) -> ColumnElement[bool]:
    """`value`: a moment at which it has a published score, or `aucune`."""
    if value == NEVER:
        return Project.id.not_in(select(Campaign.project_id).join(Result, Result.campaign_id == Campaign.id))
    return Project.id.in_(scored_at(Moment(value))) if value in list(Moment) else false()


def scored_at(moment: Moment) -> Select[int]:
    """The projects with at least one axis published at that moment, in what speaks for them today."""
    current = current_results().subquery()
    return (
        select(Campaign.project_id)
        .join(current, current.c.campaign_id == Campaign.id)
        .join(AxisResult, AxisResult.result_id == current.c.result_id)
        .where(
            Campaign.moment == moment,
            AxisResult.reading == REGIONAL_READING[moment],
            AxisResult.status == Status.PUBLISHED,
            AxisResult.score.is_not(None),
        )
    )
