"""Amounts, delays and answers awaited of a project, as parts of queries over many projects."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.dialects.postgresql import DATE

from app.models import (
    Allocation,
    Campaign,
    CampaignStatus,
    Instalment,
    InstalmentStatus,
    Investment,
    Milestone,
    Project,
    ProjectStatus,
    Respondent,
)

NO_FUNDER = "affectation"
UNPAID = Instalment.status.in_([InstalmentStatus.PLANNED, InstalmentStatus.PAYABLE])
OPEN = Campaign.status == CampaignStatus.OPEN
ALIVE = Project.status != ProjectStatus.ABANDONNE


def committed() -> ScalarSelect[Decimal]:
    """Engagé: all its investments."""
    return _of_project(select(func.coalesce(func.sum(Investment.amount_eur), 0)))


def paid() -> ScalarSelect[Decimal]:
    """Versé: what really left, which may differ from what was planned."""
    return _of_project(_instalments(func.coalesce(func.sum(Instalment.paid_amount_eur), 0)))


def due(today: date) -> ScalarSelect[Decimal]:
    """Dû: instalments whose day has come, neither paid nor cancelled."""
    amount = func.coalesce(func.sum(Instalment.amount_eur), 0)
    return _of_project(_instalments(amount).where(UNPAID, Instalment.due_on <= today))


def late_instalments(today: date) -> ScalarSelect[int]:
    """An abandoned project is late of nothing."""
    return _of_project(_instalments(func.count()).where(UNPAID, Instalment.due_on < today, ALIVE))


def late_milestones(today: date) -> ScalarSelect[int]:
    late = select(func.count()).select_from(Milestone).where(Milestone.done_on.is_(None), Milestone.due_on < today)
    return late.where(Milestone.project_id == Project.id, ALIVE).correlate(Project).scalar_subquery()


def invited() -> ScalarSelect[int]:
    """Respondents of its open campaigns."""
    return _respondents(func.count())


def answered() -> ScalarSelect[int]:
    return _respondents(func.count(Respondent.submitted_at))


def next_due() -> ColumnElement[date]:
    """The nearest day on which something is to be done or paid; past days count too: they are late."""
    milestone = select(func.min(Milestone.due_on)).where(
        Milestone.project_id == Project.id, Milestone.done_on.is_(None), ALIVE
    )
    instalment = _instalments(func.min(Instalment.due_on)).where(UNPAID, Investment.project_id == Project.id, ALIVE)
    return func.least(
        milestone.correlate(Project).scalar_subquery(), instalment.correlate(Project).scalar_subquery(), type_=DATE()
    )


def is_late(today: date) -> ColumnElement[bool]:
    return (late_milestones(today) > 0) | (late_instalments(today) > 0)


def awaits_answers(_today: date) -> ColumnElement[bool]:
    return invited() > answered()


def has_to_pay(today: date) -> ColumnElement[bool]:
    return due(today) > 0


def lacks_a_funder(_today: date) -> ColumnElement[bool]:
    """A part of its money is nobody's yet."""
    given = select(func.coalesce(func.sum(Allocation.amount_eur), 0)).where(Allocation.investment_id == Investment.id)
    left = given.correlate(Investment).scalar_subquery() < Investment.amount_eur
    return Project.id.in_(select(Investment.project_id).where(left))


# The filter « À suivre »: value in the address → condition on a project.
WATCHED: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "retard": is_late,
    "reponses": awaits_answers,
    "versements": has_to_pay,
    NO_FUNDER: lacks_a_funder,
}
WATCHED_LABELS = {
    "retard": "En retard",
    "reponses": "Attend des réponses",
    "versements": "À verser",
    NO_FUNDER: "Part sans financeur",
}


def _instalments(what: Any) -> Select[Any]:
    return select(what).select_from(Instalment).join(Investment, Investment.id == Instalment.investment_id)


def _of_project(statement: Select[Any]) -> ScalarSelect[Any]:
    return statement.where(Investment.project_id == Project.id).correlate(Project).scalar_subquery()


def _respondents(what: Any) -> ScalarSelect[int]:
    found = select(what).select_from(Respondent).join(Campaign, Campaign.id == Respondent.campaign_id)
    return found.where(Campaign.project_id == Project.id, OPEN).correlate(Project).scalar_subquery()
