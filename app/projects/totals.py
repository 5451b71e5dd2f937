"""The totals above the list: each table is read once, whatever the number of projects."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, FromClause, Select, Subquery, func, select

from app.among import among
from app.models import Campaign, Instalment, Investment, Milestone, Project, ProjectStatus, Respondent
from app.projects.figures import OPEN, UNPAID
from app.projects.filters import PortfolioFilter, matching_projects


@lru_cache(maxsize=64)
def totals_statement(chosen: PortfolioFilter, today: date) -> Select[Any]:
    """Number of projects, committed, paid, due, late, awaiting answers, then the number of all projects."""
    ids = matching_projects(chosen, today)
    kept = select(Project.id, Project.status).where(among(Project.id, ids)).cte("kept")
    own = select(kept.c.id) if ids.whereclause is not None else None
    planned = _planned(own, today).cte("planned")
    late, awaiting = _late_projects(today).subquery("late"), _awaiting_projects().subquery("awaiting")
    is_late = (kept.c.status != ProjectStatus.ABANDONNE) & late.c.project_id.is_not(None)
    everything = select(func.count()).select_from(Project).scalar_subquery()
    return select(
        func.count(),
        _committed(own).scalar_subquery(),
        select(planned.c.paid).scalar_subquery(),
        select(planned.c.due).scalar_subquery(),
        func.count().filter(is_late),
        func.count(awaiting.c.project_id),
        everything,
    ).select_from(_each_beside(kept, late, awaiting))


def _each_beside(kept: CTE, *others: Subquery) -> FromClause:
    """Joined, at most one line each: asked for inside a sum, too long a list is read again for each project."""
    found: FromClause = kept
    for other in others:
        found = found.outerjoin(other, other.c.project_id == kept.c.id)
    return found


def _committed(own: Select[Any] | None) -> Select[Any]:
    total = select(func.coalesce(func.sum(Investment.amount_eur), 0))
    return total if own is None else total.where(Investment.project_id.in_(own))


def _planned(own: Select[Any] | None, today: date) -> Select[*tuple[Any, ...]]:
    """Paid and due, in one reading of the instalments; whose they are is only looked for when it matters."""
    due = func.sum(Instalment.amount_eur).filter(UNPAID, Instalment.due_on <= today)
    total = select(
        func.coalesce(func.sum(Instalment.paid_amount_eur), 0).label("paid"), func.coalesce(due, 0).label("due")
    )
    if own is None:
        return total
    return total.join(Investment, Investment.id == Instalment.investment_id).where(Investment.project_id.in_(own))


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
