"""What the follow-up of the portfolio adds up to, whatever page is shown."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, case, false, func, select
from sqlalchemy.orm import Session

from app.followup.queries.states import (
    FollowUpFilter,
    has_answered,
    is_awaited,
    is_open,
    is_submitted,
    is_to_come,
    is_unreachable,
    live_invitation,
)
from app.models import Campaign, Organisation, Project, Respondent


class Totals(NamedTuple):
    lines: int
    campaigns: int
    expected: int
    submitted: int
    under_way: int
    silent: int
    unreachable: int
    reachable: int
    """Silent, and invited by a link that still works."""


def follow_up_totals(session: Session, chosen: FollowUpFilter, today: date) -> Totals:
    """Only the campaigns to come are read one respondent at a time: answers are awaited by open campaigns only."""
    to_come = _to_come(chosen, today)
    lines = select(func.count()).select_from(Respondent)
    if conditions := chosen.conditions(today):
        lines = joined(select(func.count())).where(*conditions)
    own = to_come.c
    silent = own.awaited & ~own.answered
    query = select(
        lines.scalar_subquery(),
        func.count(own.campaign_id.distinct()).filter(own.open),
        func.count().filter(own.open),
        func.count().filter(own.open & own.submitted),
        func.count().filter(own.awaited & own.answered),
        func.count().filter(silent),
        func.count().filter(own.unreachable),
        func.count().filter(silent & own.invited),
    )
    return Totals(*session.execute(query.select_from(to_come)).one())


def _to_come(chosen: FollowUpFilter, today: date) -> Subquery:
    """What is said of each respondent of an open or prepared campaign. `answered` is asked of those awaited alone."""
    query = joined(
        select(
            Respondent.campaign_id,
            is_open.label("open"),
            is_submitted.label("submitted"),
            is_awaited.label("awaited"),
            is_unreachable.label("unreachable"),
            case((is_awaited, has_answered), else_=false()).label("answered"),
            case((is_awaited, live_invitation.exists()), else_=false()).label("invited"),
        )
    )
    return query.where(is_to_come, *chosen.conditions(today)).offset(0).subquery("to_come")


def joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Respondent)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
    )
