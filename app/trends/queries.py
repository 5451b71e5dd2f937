"""Published scores of many campaigns, and who answered two of them: in a number of queries that does not grow."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app.among import among
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


def read_rows(session: Session, ids: Select[int], readings: Sequence[Reading], axis: str) -> list[Row]:
    """Of one axis or index, the oldest first; the last result of each campaign. A value met many times is kept once."""
    current = current_results().add_columns(Result.grid_reference).subquery()
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
            current.c.grid_reference,
        )
        .join(current, current.c.result_id == AxisResult.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(among(Project.id, ids), AxisResult.reading.in_(readings), AxisResult.axis == axis)
        .order_by(Campaign.held_on, Campaign.id)
        .execution_options(yield_per=AT_ONCE)
    )
    once: dict[Any, Any] = {}  # by kind too: 30.0 points are equal to the campaign 30
    return [Row._make(once.setdefault((type(value), value), value) for value in row) for row in rows]


def answered_both(session: Session, pairs: Collection[Pair]) -> dict[Pair, int]:
    """By two campaigns of one project: the partners that gave a level in each. One query, of these campaigns only."""
    before, after = (
        func.unnest(bindparam(None, [pair[end] for pair in pairs], ARRAY(BigInteger), unique=True)) for end in (0, 1)
    )
    asked = select(before.label("before"), after.label("after")).cte("asked")
    one, other = aliased(Respondent), aliased(Respondent)
    rows = session.execute(
        select(asked.c.before, asked.c.after, func.count())
        .join(one, one.campaign_id == asked.c.before)
        .join(other, (other.campaign_id == asked.c.after) & (other.organisation_id == one.organisation_id))
        .where(_gave(one).exists(), _gave(other).exists())
        .group_by(asked.c.before, asked.c.after)
    )
    return {(first, second): count for first, second, count in rows}


def _gave(respondent: type[Respondent]) -> Select[Any]:
    own = select(Answer.respondent_id).where(Answer.respondent_id == respondent.id, Answer.level.is_not(None))
    return own.correlate(respondent)
