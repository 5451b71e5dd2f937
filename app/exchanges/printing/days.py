"""A day as the limit of what is told, and as it is written for the reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from app import clock
from app.clock import PARIS
from app.exchanges.reports.choice import DateStyle

NOTHING = "—"
FAR = date(9999, 12, 30)


@dataclass(frozen=True)
class Limit:
    """`day`: what is late or due that day; `until`: what is dated later is left out."""

    day: date
    until: date

    @property
    def end(self) -> datetime:
        """The first instant that is left out, in Paris."""
        return datetime.combine(self.until + timedelta(days=1), time.min, PARIS)


def limit_of(as_of: date) -> Limit:
    """From today on nothing is left out, whatever its date: the figures are those of the screens."""
    return Limit(as_of, as_of if as_of < clock.today() else FAR)


def writer(style: DateStyle) -> Callable[[date | datetime | None], str]:
    """31/12/2025, 31 December 2025 or 2025-12-31."""

    def written(value: date | datetime | None) -> str:
        if value is None:
            return NOTHING
        day = value.astimezone(PARIS) if isinstance(value, datetime) else value
        if style is DateStyle.ENGLISH:
            return format_date(day, "d\u00a0MMMM\u00a0y", locale="en_GB")
        return f"{day:%Y-%m-%d}" if style is DateStyle.ISO else f"{day:%d/%m/%Y}"

    return written
