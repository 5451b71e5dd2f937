"""The totals above the list: each table is read once, whatever the number of projects."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, Select, func, select

from app.models import Campaign, Instalment, Investment, Milestone, Project, ProjectStatus, Respondent
from app.projects.figures import OPEN, UNPAID
from app.projects.filters import PortfolioFilter, matching_projects


@lru_cache(maxsize=64)
def totals_statement(chosen: PortfolioFilter, today: date) -> Select[Any]:
    """Number of projects, committed, paid, due, late, awaiting answers, then the number of all projects."""
    kept = select(Project.id, Project.status).where(Project.id.in_(matching_projects(chosen, today))).cte("kept")
    late = (kept.c.status != ProjectStatus.ABANDONNE) & kept.c.id.in_(_late_projects(today))
    everything = select(func.count()).select_from(Project).scalar_subquery()
    return select(
        func.count(),
        _sum(Investment.amount_eur, select(Investment), kept),
        _sum(Instalment.paid_amount_eur, _instalments(), kept),
        _sum(Instalment.amount_eur, _instalments().where(UNPAID, Instalment.due_on <= today), kept),
        func.count().filter(late),
        func.count().filter(kept.c.id.in_(_awaiting_projects())),
        everything,
    ).select_from(kept)


def _sum(amount: Any, rows: Select[Any], kept: CTE) -> Any:
    total = rows.with_only_columns(func.coalesce(func.sum(amount), 0))
    return total.where(Investment.project_id.in_(select(kept.c.id))).scalar_subquery()


def _instalments() -> Select[Any]:
    return select(Instalment).join(Investment, Investment.id == Instalment.investment_id)


def _late_projects(today: date) -> Any:
    milestones = select(Milestone.project_id).where(Milestone.done_on.is_(None), Milestone.due_on < today)
    instalments = _instalments().where(UNPAID, Instalment.due_on < today).with_only_columns(Investment.project_id)
    return milestones.union(instalments)


def _awaiting_projects() -> Select[int]:
    return (
        select(Campaign.project_id)
        .join(Respondent, Respondent.campaign_id == Campaign.id)
        .where(OPEN)
        .group_by(Campaign.project_id)
        .having(func.count() > func.count(Respondent.submitted_at))
    )
