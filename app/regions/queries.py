"""What the regions are made of: each funded project with its latest published scores, and its money."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import current_results, newest_grid
from app.models import AxisResult, Campaign, Investment, Project, ProjectStatus
from evaluation import Grid, Moment, ScoredProject, Status
from evaluation.words import REGIONAL_READING

FUNDED_STATUSES = (
    ProjectStatus.VALIDE,
    ProjectStatus.CONVENTIONNE,
    ProjectStatus.EN_COURS,
    ProjectStatus.TERMINE,
    ProjectStatus.CAPITALISE,
)


def scored_projects(session: Session, moment: str, project_ids: Select[Any] | None = None) -> list[ScoredProject]:
    """§5: funded projects with, axis by axis, the score of the latest campaign of that moment where it is published.

    Funded: an investment went through the COPIL, or the status says so, or an evaluation is published.
    Two queries, whatever the number of projects; `project_ids` selects ids of projects.
    """
    scores = _scores_by_project(session, moment, project_ids)
    rows = session.execute(_projects(project_ids)).all()
    return [
        ScoredProject(row.code, (row.region_code,) if row.region_code else (), row.amount, scores.get(row.id, {}))
        for row in rows
        if row.funded or row.id in scores
    ]


def regional_grid(session: Session) -> Grid:
    """The newest grid tells which axes are shown and how many projects a reading needs."""
    return grid_of(session, newest_grid(session).reference)


def _projects(project_ids: Select[Any] | None) -> Select[int, str, str | None, Decimal, bool]:
    own = Investment.project_id == Project.id
    amount = select(func.sum(Investment.amount_eur)).where(own).correlate(Project).scalar_subquery()
    validated = exists().where(own, Investment.copil_on.is_not(None)).correlate(Project)
    query = select(
        Project.id,
        Project.code,
        Project.region_code,
        amount.label("amount"),
        or_(validated, Project.status.in_(FUNDED_STATUSES)).label("funded"),
    ).order_by(Project.code)
    return query if project_ids is None else query.where(Project.id.in_(project_ids))


def _scores_by_project(session: Session, moment: str, project_ids: Select[Any] | None) -> dict[int, dict[str, float]]:
    """By project then by axis or index. An axis not published in the latest campaign is taken in an earlier one."""
    current = current_results().subquery()
    query = (
        select(Campaign.project_id, AxisResult.axis, AxisResult.score)
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
    if project_ids is not None:
        query = query.where(Campaign.project_id.in_(project_ids))
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for project_id, axis, score in session.execute(query):
        if score is not None:
            found[project_id][axis] = score
    return dict(found)
