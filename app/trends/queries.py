"""Published scores of many campaigns, and who answered two of them: in a number of queries that does not grow."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.assessments.queries import current_results
from app.models import Answer, AxisResult, Campaign, Project, Respondent, Result
from evaluation import Reading

AT_ONCE = 2_000
Pair = tuple[int, int]


class Row(NamedTuple):
    """One axis or index of one reading of one campaign, published or not."""

    code: str
    title: str
    campaign_id: int
    moment: str
    held_on: date
    reading: str
    axis: str
    score: float | None
    status: str
    confidence: str | None
    maturity: str | None
    reference: str


def read_rows(session: Session, ids: Select[int], readings: Sequence[Reading]) -> list[Row]:
    """The oldest first. The last result of each campaign speaks. A value met many times is kept once."""
    current = current_results().subquery()
    rows = session.execute(
        select(
            Project.code,
            Project.title,
            Campaign.id,
            Campaign.moment,
            Campaign.held_on,
            AxisResult.reading,
            AxisResult.axis,
            AxisResult.score,
            AxisResult.status,
            AxisResult.confidence,
            AxisResult.maturity,
            Result.grid_reference,
        )
        .join(current, current.c.result_id == AxisResult.result_id)
        .join(Result, Result.id == AxisResult.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(Project.id.in_(ids), AxisResult.reading.in_(readings))
        .order_by(Campaign.held_on, Campaign.id)
        .execution_options(yield_per=AT_ONCE)
    )
    once: dict[Any, Any] = {}
    return [Row._make(once.setdefault(value, value) for value in row) for row in rows]


def answered_both(session: Session, ids: Select[int]) -> dict[Pair, int]:
    """By two campaigns of one project, the earlier first: the partners that gave a level in each."""
    gave = select(Answer.respondent_id).where(Answer.respondent_id == Respondent.id, Answer.level.is_not(None))
    published = select(Result.campaign_id)
    here = (
        select(Respondent.organisation_id, Campaign.id, Campaign.project_id, Campaign.held_on)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .where(Campaign.project_id.in_(ids), Campaign.id.in_(published), gave.exists())
        .cte("here")
    )
    one, other = aliased(here), aliased(here)
    same = (one.c.project_id == other.c.project_id) & (one.c.organisation_id == other.c.organisation_id)
    earlier = func.row(one.c.held_on, one.c.id) < func.row(other.c.held_on, other.c.id)
    rows = session.execute(
        select(one.c.id, other.c.id, func.count())
        .select_from(one)
        .join(other, same & earlier)
        .group_by(one.c.id, other.c.id)
    )
    return {(before, after): count for before, after, count in rows}
