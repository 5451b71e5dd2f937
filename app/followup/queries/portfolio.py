"""The follow-up of the whole portfolio: one page of respondents, campaign by campaign, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from app.followup.queries.facts import Facts, read_facts
from app.followup.queries.states import (
    FollowUpFilter,
    has_answered,
    is_open,
    is_submitted,
    is_unreachable,
    live_invitation,
)
from app.keyset import read_page
from app.models import Campaign, CampaignStatus, Organisation, Project, Respondent

PAGE_SIZE = 50
MAX_LETTERS = 300
"""How many reminders one confirmation page proposes: those that close first."""
NEVER = 1_000_000


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


class CampaignCount(NamedTuple):
    invited: int
    submitted: int


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    facts: list[Facts]
    counts: dict[int, CampaignCount]
    """Of each campaign of the page, whatever the filter."""
    totals: Totals
    previous: str
    next: str


def read_follow_up(
    session: Session, chosen: FollowUpFilter, *, today: date, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> FollowUpPage:
    page = read_page(session, _ids(chosen, today), _keys(), after=after, before=before, size=size)
    facts = read_facts(session, page.ids)
    return FollowUpPage(
        facts=facts,
        counts=_counts(session, {fact.campaign_id for fact in facts}),
        totals=_totals(session, chosen, today),
        previous=page.previous,
        next=page.next,
    )


def silent_ids(session: Session, chosen: FollowUpFilter, today: date) -> Sequence[int]:
    """Of the filtered list, those of an open campaign that have given no answer yet, and have a link.

    One more than fits on a page, to know whether there are more.
    """
    query = (
        _ids(chosen, today)
        .where(is_open, ~is_submitted, ~has_answered, live_invitation.exists())
        .order_by(*_keys())
        .limit(MAX_LETTERS + 1)
    )
    return session.scalars(query).all()


def _ids(chosen: FollowUpFilter, today: date) -> Select[int]:
    return _joined(select(Respondent.id)).where(*chosen.conditions(today))


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Respondent)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
    )


def _keys() -> list[ColumnElement[Any]]:
    """Open first, those that close soonest before; then in preparation; then closed, the latest first."""
    rank = case(
        {CampaignStatus.OPEN.value: 0, CampaignStatus.PREPARATION.value: 1, CampaignStatus.CLOSED.value: 2},
        value=Campaign.status,
        else_=3,
    )
    day = type_coerce(Campaign.closes_on - literal(date(2000, 1, 1)), Integer)
    is_to_come = Campaign.status.in_((CampaignStatus.OPEN, CampaignStatus.PREPARATION))
    nearest = func.coalesce(case((is_to_come, day), else_=-day), NEVER, type_=BigInteger())
    return [rank, nearest, Campaign.id.expression, Organisation.sort_name.expression, Respondent.id.expression]


def _counts(session: Session, campaign_ids: set[int]) -> dict[int, CampaignCount]:
    query = (
        select(Respondent.campaign_id, func.count(), func.count(Respondent.submitted_at))
        .where(Respondent.campaign_id.in_(campaign_ids))
        .group_by(Respondent.campaign_id)
    )
    return {
        campaign_id: CampaignCount(invited, submitted) for campaign_id, invited, submitted in session.execute(query)
    }


def _totals(session: Session, chosen: FollowUpFilter, today: date) -> Totals:
    """Answers are awaited by open campaigns only."""
    waiting = is_open & ~is_submitted
    query = _joined(
        select(
            func.count(),
            func.count(Respondent.campaign_id.distinct()).filter(is_open),
            func.count().filter(is_open),
            func.count().filter(is_open & is_submitted),
            func.count().filter(waiting & has_answered),
            func.count().filter(waiting & ~has_answered),
            func.count().filter(is_unreachable),
            func.count().filter(waiting & ~has_answered & live_invitation.exists()),
        )
    ).where(*chosen.conditions(today))
    return Totals(*session.execute(query).one())
