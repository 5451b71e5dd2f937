"""Until when a campaign takes answers from the partners themselves."""

from datetime import date, datetime, time, timedelta

from app.clock import PARIS
from app.models.campaign import CampaignStatus


def end_of_day(day: date) -> datetime:
    """Midnight at the end of a day, as the calendar in Paris has it."""
    return datetime.combine(day + timedelta(days=1), time(), PARIS)


def takes_answers(status: str, closes_on: date | None, now: datetime) -> bool:
    """Open, and its last day not over, even when nobody of the fund has closed it yet."""
    return status == CampaignStatus.OPEN and (closes_on is None or now < end_of_day(closes_on))


def closed_since(closes_on: date | None, closed_at: datetime | None, now: datetime) -> date | None:
    """The day after which partners could no longer answer; None when it has not come."""
    days = [closed_at.astimezone(PARIS).date()] if closed_at else []
    if closes_on is not None and now >= end_of_day(closes_on):
        days.append(closes_on)
    return min(days, default=None)
