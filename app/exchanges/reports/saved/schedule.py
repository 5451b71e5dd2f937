"""Days only, of the calendar in Paris: a change of hour moves nothing."""

from calendar import monthrange
from datetime import date, timedelta

from app.models import DateRule, Schedule

QUARTER = 3
WEEK = timedelta(days=7)


def next_run(schedule: Schedule, day: int | None, after: date) -> date | None:
    """The first day planned after `after`. `day`: 1 (Monday) to 7 of a week; 1 to 31 of a month, at most its last.

    A quarterly export leaves in the first month of each quarter.
    """
    if day is None or schedule is Schedule.NONE:
        return None
    if schedule is Schedule.WEEKLY:
        return after + timedelta(days=(day - after.isoweekday() - 1) % 7 + 1)
    months = 1 if schedule is Schedule.MONTHLY else QUARTER
    month = first_of_period(after, months)
    found = in_month(month, day)
    return found if found > after else in_month(add_months(month, months), day)


def as_of(rule: DateRule, on: date, fixed: date) -> date:
    """The day the figures stop at, for a file issued on `on`."""
    if rule is DateRule.MONTH_END:
        return on.replace(day=1) - timedelta(days=1)
    if rule is DateRule.QUARTER_END:
        return first_of_period(on, QUARTER) - timedelta(days=1)
    return fixed if rule is DateRule.FIXED else on


def first_of_period(day: date, months: int) -> date:
    """The first of its month, or of its quarter."""
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def add_months(first: date, months: int) -> date:
    """Of the first of a month."""
    rank = first.year * 12 + first.month - 1 + months
    return date(rank // 12, rank % 12 + 1, 1)


def in_month(first: date, day: int) -> date:
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))
