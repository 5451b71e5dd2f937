"""Letters for several respondents at once, and the days of the reminders; one respondent at a time is elsewhere."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.followup.queries import Facts
from app.invitations.service import invite
from app.letters.service import remind, set_reminder_dates
from app.models import Campaign, CampaignStatus, Respondent, User

BEFORE_CLOSING = (7, 2)
"""Days before the closing at which a reminder is proposed."""


class Proposal(NamedTuple):
    day: date
    before: int


def invite_chosen(session: Session, *, chosen: Sequence[Facts], user: User | None, now: datetime) -> list[Facts]:
    """Those who were really invited: without a link yet, with an address, in an open campaign."""
    invited = []
    for facts in chosen:
        if facts.is_answerable(now) and facts.invited_at is None and facts.contact_email:
            respondent = session.get_one(Respondent, facts.id)
            invite(session, respondent=respondent, user=user, now=now)
            invited.append(facts)
    return invited


def remind_chosen(session: Session, *, chosen: Sequence[Facts], user: User | None, now: datetime) -> int:
    """How many letters leave. Whoever submitted meanwhile, or was reminded today already, gets none."""
    by_campaign: dict[int, list[int]] = {}
    for facts in chosen:
        by_campaign.setdefault(facts.campaign_id, []).append(facts.id)
    query = select(Campaign).where(Campaign.id.in_(by_campaign), Campaign.status == CampaignStatus.OPEN)
    return sum(
        remind(session, campaign=campaign, user=user, now=now, respondent_ids=by_campaign[campaign.id])
        for campaign in session.scalars(query.order_by(Campaign.id)).all()
    )


def plan_reminders(
    session: Session, *, campaign: Campaign, dates: Sequence[date], user: User | None, today: date
) -> list[date]:
    """The days on which those who have not submitted are reminded: between tomorrow and the closing."""
    if campaign.status != CampaignStatus.OPEN or campaign.closes_on is None:
        raise Refused("Les rappels se fixent sur une campagne ouverte qui a une date de clôture.", field="other")
    kept = sorted(set(dates))
    first = max(campaign.opens_on or today, today + timedelta(days=1))
    for day in kept:
        if not first <= day <= campaign.closes_on:
            raise Refused(
                f"Le {day:%d/%m/%Y} ne convient pas\u202f: choisissez un jour à venir, "
                f"au plus tard le jour de la clôture ({campaign.closes_on:%d/%m/%Y}).",
                field="other",
            )
    set_reminder_dates(session, campaign=campaign, dates=kept, user=user)
    return kept


def proposals(campaign: Campaign, taken: Sequence[date], today: date) -> list[Proposal]:
    """A week and two days before the closing, as long as they are to come and not chosen already."""
    if campaign.status != CampaignStatus.OPEN or campaign.closes_on is None:
        return []
    days = [Proposal(campaign.closes_on - timedelta(days=before), before) for before in BEFORE_CLOSING]
    first = max(campaign.opens_on or today, today + timedelta(days=1))
    return [proposal for proposal in days if proposal.day >= first and proposal.day not in taken]
