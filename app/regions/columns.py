"""The scores of a moment packed by region, axis, version and letter, and the projects that bear them, counted."""

from typing import Any

from sqlalchemy import Float, Select, cast, func, literal, null, select, union_all

from app.among import among
from app.models import Investment, Project
from app.regions.latest import funded_condition, latest_scores
from evaluation import INTERREGIONAL

SCORES, PROJECTS = "scores", "projets"


def statement(moment: str, project_ids: Select[Any] | None, *, with_amounts: bool) -> Any:
    """Without their amounts, which only a weighted figure reads, each score comes with zero euro."""
    scores = latest_scores(moment, project_ids).cte("scores")
    spoken = (
        select(
            scores.c.project_id,
            func.array_agg(scores.c.axis).label("axes"),
            func.array_agg(scores.c.reference).label("versions"),
        )
        .group_by(scores.c.project_id)
        .cte("spoken")
    )
    lots = _weighed(scores) if with_amounts else _lots(scores, literal(0.0))
    return union_all(lots, _kinds(spoken, project_ids))


def _weighed(scores: Any) -> Select[Any]:
    invested = (
        select(Investment.project_id, func.sum(Investment.amount_eur).label("amount"))
        .group_by(Investment.project_id)
        .cte("invested")
    )
    lots = _lots(scores, cast(func.coalesce(invested.c.amount, 0), Float))
    return lots.outerjoin(invested, invested.c.project_id == scores.c.project_id)


def _lots(scores: Any, amount: Any) -> Select[Any]:
    region, letter = func.coalesce(Project.region_code, INTERREGIONAL), func.coalesce(scores.c.confidence, "")
    return (
        select(
            literal(SCORES).label("what"), region.label("region"), scores.c.axis, scores.c.reference,
            letter.label("confidence"), func.array_agg(scores.c.score).label("scores"),
            func.array_agg(amount).label("amounts"), null().label("axes"), null().label("versions"),
            func.count().label("projects"),
        )
        .join(Project, Project.id == scores.c.project_id)
        .group_by(region, scores.c.axis, scores.c.reference, letter)
    )  # fmt: skip


def _kinds(spoken: Any, project_ids: Select[Any] | None) -> Select[Any]:
    region = func.coalesce(Project.region_code, INTERREGIONAL)
    found = (
        select(
            literal(PROJECTS), region, null(), null(), null(), null(), null(), spoken.c.axes, spoken.c.versions,
            func.count(),
        )
        .select_from(Project)
        .outerjoin(spoken, spoken.c.project_id == Project.id)
        .where(spoken.c.project_id.is_not(None) | funded_condition())
        .group_by(region, spoken.c.axes, spoken.c.versions)
    )  # fmt: skip
    return found if project_ids is None else found.where(among(Project.id, project_ids))
