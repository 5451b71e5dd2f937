"""Published results: the last one of a campaign speaks, the earlier ones stay."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.assessments.queries.rows import Rows
from app.models import Result, User


def current_results(campaign_ids: Sequence[int] | Select[int] | None = None) -> Select[int, int, int]:
    """(campaign, result, sequence): the last result of each campaign. Join it as a subquery, or execute it as it is.

    Name the campaigns wherever they are few: joined afterwards, every campaign of the fund is read.
    """
    query = (
        select(Result.campaign_id, Result.id.label("result_id"), Result.sequence)
        .ext(distinct_on(Result.campaign_id))
        .order_by(Result.campaign_id, Result.sequence.desc())
    )
    return query if campaign_ids is None else query.where(Result.campaign_id.in_(campaign_ids))


def current_result(session: Session, campaign_id: int) -> Result | None:
    query = select(Result).where(Result.campaign_id == campaign_id).order_by(Result.sequence.desc()).limit(1)
    return session.scalar(query)


def results_of(session: Session, campaign_id: int) -> Rows:
    """The publications of a campaign, newest first: sequence, reason, when, by whom, grid, formula, digest."""
    return session.execute(
        select(
            Result.sequence,
            Result.reason,
            Result.published_at,
            Result.grid_reference,
            Result.formula_version,
            Result.inputs_sha256,
            User.name.label("by"),
        )
        .outerjoin(User, User.id == Result.published_by_id)
        .where(Result.campaign_id == campaign_id)
        .order_by(Result.sequence.desc())
    ).all()
