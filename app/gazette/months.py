"""Months of the calendar in Paris, and days in words."""

from dataclasses import dataclass
from datetime import date, datetime, time

from babel.dates import format_date

from app.clock import PARIS

NBSP = "\u00a0"


@dataclass(frozen=True, order=True)
class Month:
    """``first``: its first day."""

    first: date

    @property
    def after(self) -> date:
        """The first day of the next one."""
        year, number = self.first.year, self.first.month
        return date(year + number // 12, number % 12 + 1, 1)

    @property
    def label(self) -> str:
        return format_date(self.first, "MMMM y", locale="fr_FR").replace(" ", NBSP)

    @property
    def of(self) -> str:
        """« de mars 2026 », « d’avril 2026 »."""
        return f"d’{self.label}" if self.label[0] in "ao" else f"de {self.label}"

    @property
    def title(self) -> str:
        """« Mars 2026 »."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, time(), PARIS)

    @property
    def ends_at(self) -> datetime:
        """Not in it any more."""
        return datetime.combine(self.after, time(), PARIS)

    def holds(self, day: date) -> bool:
        return self.first <= day < self.after


def month_of(day: date) -> Month:
    return Month(day.replace(day=1))


def months_back(day: date, count: int) -> list[Month]:
    """The month of that day, then those before it."""
    found = [month_of(day)]
    while len(found) < count:
        first = found[-1].first
        found.append(Month(date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)))
    return found


def in_words(day: date) -> str:
    """« 3 mars 2026 », « 1er mars 2026 »."""
    text = format_date(day, "d MMMM y", locale="fr_FR")
    return (f"1er{text[1:]}" if day.day == 1 else text).replace(" ", NBSP)


def short(day: date) -> str:
    """« 3 mars »: the year is that of the page."""
    return in_words(day).rpartition(NBSP)[0]
