"""The follow-up of the whole portfolio: one page of respondents, campaign by campaign, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, func, select
from sqlalchemy.orm import Session

from app.followup.queries.facts import Facts, read_facts
from app.followup.queries.states import FollowUpFilter, has_answered, is_open, is_submitted, live_invitation
from app.followup.queries.totals import Totals, joined
from app.keyset import read_page
from app.models import Campaign, Organisation, Respondent

PAGE_SIZE = 50
MAX_LETTERS = 300
"""How many reminders one confirmation page proposes: those that close first."""
LEAD = 2
"""The first keys of the order, which are of the campaign."""


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
    session: Session,
    chosen: FollowUpFilter,
    *,
    today: date,
    totals: Totals,
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
) -> FollowUpPage:
    """`totals`: `follow_up_totals` of the same choice, kept or not."""
    page = read_page(session, _ids(chosen, today), _keys(), after=after, before=before, size=size, lead=LEAD)
    facts = read_facts(session, page.ids)
    return FollowUpPage(
        facts=facts,
        counts=_counts(session, {fact.campaign_id for fact in facts}),
        totals=totals,
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
    return joined(select(Respondent.id)).where(*chosen.conditions(today))


def _keys() -> list[ColumnElement[Any]]:
    """Open first, those that close soonest before; then in preparation; then closed, the latest first: as indexed."""
    place = func.follow_up_place(Campaign.status, Campaign.closes_on, type_=Integer())
    return [place, Campaign.id.expression, Organisation.sort_name.expression, Respondent.id.expression]


def _counts(session: Session, campaign_ids: set[int]) -> dict[int, CampaignCount]:
    query = (
        select(Respondent.campaign_id, func.count(), func.count(Respondent.submitted_at))
        .where(Respondent.campaign_id.in_(campaign_ids))
        .group_by(Respondent.campaign_id)
    )
    return {
        campaign_id: CampaignCount(invited, submitted) for campaign_id, invited, submitted in session.execute(query)
    }
