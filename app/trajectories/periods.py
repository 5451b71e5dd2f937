"""Years and quarters of the calendar of statements, as an address names them."""

import re
from dataclasses import dataclass
from datetime import date

NAMED = re.compile(r"([1-9]\d{3})(?:-T([1-4]))?")


@dataclass(frozen=True)
class Period:
    """`quarter` is 0 for the whole year."""

    year: int
    quarter: int = 0

    @property
    def key(self) -> str:
        return f"{self.year}-T{self.quarter}" if self.quarter else str(self.year)

    @property
    def label(self) -> str:
        return f"{ORDER[self.quarter]}\u00a0trimestre {self.year}" if self.quarter else str(self.year)

    @property
    def short(self) -> str:
        """Where room is scarce."""
        return f"T{self.quarter} {self.year}" if self.quarter else str(self.year)

    @property
    def first(self) -> date:
        return date(self.year, 3 * max(self.quarter, 1) - 2, 1)

    @property
    def after(self) -> date:
        """The first day that is no longer within."""
        if self.quarter in (0, 4):
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.quarter + 1, 1)


ORDER = ("", "1er", "2e", "3e", "4e")


def asked_period(typed: str) -> Period | None:
    found = NAMED.fullmatch(typed)
    return Period(int(found[1]), int(found[2] or 0)) if found and int(found[1]) < 9999 else None


def quarter_of(day: date) -> Period:
    return Period(day.year, (day.month + 2) // 3)


def quarters_from(day: date, count: int) -> list[Period]:
    first = quarter_of(day)
    places = range(first.quarter - 1, first.quarter - 1 + count)
    return [Period(first.year + place // 4, place % 4 + 1) for place in places]
