"""Which backups are kept: seven days, four weeks, twelve months, the first of each; the newest always."""

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime

from app import clock

DAYS, WEEKS, MONTHS = 7, 4, 12
NAMED = re.compile(r"odd17-(\d{4}-\d{2}-\d{2}-\d{4})\.sauvegarde(?:\.age)?")


def kept(made: Iterable[datetime]) -> set[datetime]:
    """`made`: the times in Paris of those that are there. A week begins on Monday."""
    known = sorted(made)
    days = [when for when in known if when.date() in _latest(known, DAYS, datetime.date)]
    weeks = _first_of_each(known, WEEKS, lambda when: when.isocalendar()[:2])
    months = _first_of_each(known, MONTHS, lambda when: (when.year, when.month))
    return {*days, *weeks, *months, *known[-1:]}


def _latest(known: list[datetime], count: int, period: Callable[[datetime], Hashable]) -> set[Hashable]:
    """The last `count` periods in which there is a backup: a pause of the fund takes nothing away."""
    return set(list(dict.fromkeys(map(period, known)))[-count:])


def _first_of_each(known: list[datetime], count: int, period: Callable[[datetime], Hashable]) -> list[datetime]:
    firsts: dict[Hashable, datetime] = {}
    for when in known:
        firsts.setdefault(period(when), when)
    return [firsts[found] for found in _latest(known, count, period)]


def file_name(now: datetime, *, is_encrypted: bool) -> str:
    made = now.astimezone(clock.PARIS)
    return f"odd17-{made:%Y-%m-%d-%H%M}.sauvegarde{'.age' if is_encrypted else ''}"


def made_at(name: str) -> datetime | None:
    """When a file was made, by its name; none when it is not one of ours: nothing else is ever taken away."""
    found = NAMED.fullmatch(name)
    return datetime.strptime(found.group(1), "%Y-%m-%d-%H%M") if found else None  # noqa: DTZ007  (as in Paris)


def day_of(now: datetime) -> date:
    return now.astimezone(clock.PARIS).date()
