"""The scores of a moment few enough to be told one by one, with their projects."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from app.models import Investment, Project
from app.regions.gathered import Gathered
from app.regions.latest import latest_scores
from evaluation import INTERREGIONAL


class Named(NamedTuple):
    """One score with its project; `amount` in euros, none without an investment."""

    code: str
    title: str
    score: float
    amount: Any


def named_scores(
    session: Session,
    moment: str,
    found: Gathered,
    places: Sequence[tuple[str, str]],
    project_ids: Select[Any] | None = None,
) -> dict[tuple[str, str], list[Named]]:
    """Of each (region, axis) asked for, by code: for those few enough to be told one by one. One query."""
    if not places:
        return {}
    scores = latest_scores(moment, project_ids).cte("scores")
    region = func.coalesce(Project.region_code, INTERREGIONAL)
    amount = select(func.sum(Investment.amount_eur)).where(Investment.project_id == Project.id).scalar_subquery()
    rows = session.execute(
        select(region, scores.c.axis, scores.c.reference, Project.code, Project.title, scores.c.score, amount)
        .join(Project, Project.id == scores.c.project_id)
        .where(tuple_(region, scores.c.axis).in_(places))
        .order_by(Project.code)
    )
    told: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for place, axis, reference, *own in rows:
        if not found.reasons(axis, reference):
            told[place, axis].append(Named(*own))
    return dict(told)
