"""The one place that asks for the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """Now, in UTC, as stored."""
    return datetime.now(UTC)


def today() -> date:
    """The date people read on their calendar in Paris."""
    return datetime.now(PARIS).date()
