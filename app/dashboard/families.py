"""A family of indicators, those that bear the same name: what is counted of it, and its first lines."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.dashboard.spread import MANY, Spread, spread_of
from evaluation.attainment import Indicator as Progress

SHOWN = 500
TOP = 150
OTHERS = "autres"


class Measured(NamedTuple):
    """One indicator of one project with its latest measure."""

    family: str
    label: str
    unit: str
    code: str
    title: str
    baseline: Decimal | None
    target: Decimal | None
    actual: Decimal | None
    measured_on: date | None

    @property
    def progress(self) -> Progress:
        return Progress(self.code, target=self.target, actual=self.actual, baseline=self.baseline)

    @property
    def rate(self) -> float | None:
        """In percent, unclipped."""
        return self.progress.rate_percent

    @property
    def without_rate(self) -> str:
        if self.target is None:
            return "sans cible"
        if not self.progress.is_usable:
            return "cible égale au départ"
        return "" if self.actual is not None else "à mesurer"


@dataclass(frozen=True)
class Family:
    """`key` is how the address names it. `usable`: with a target to reach; `reached`: at 100 % or more.

    `lines`: the first ones, by project; the figures are of all `count` of them.
    """

    key: str
    label: str
    lines: tuple[Measured, ...]
    count: int
    projects: int
    usable: int
    spread: Spread

    @property
    def measured(self) -> int:
        return self.spread.n

    @property
    def reached(self) -> int:
        return self.measured - self.spread.below(100)

    @property
    def beyond(self) -> int:
        return self.measured - bisect_right(self.spread.values, TOP)


@dataclass(frozen=True)
class Attained:
    families: tuple[Family, ...]
    few: int

    @property
    def total(self) -> int:
        return sum(family.count for family in self.families)

    @property
    def measured(self) -> int:
        return sum(family.measured for family in self.families)


class Gathering:
    """A family as its lines come, project after project: none is kept beyond what the page shows."""

    def __init__(self) -> None:
        self.labels: Counter[str] = Counter()
        self.lines: list[Measured] = []
        self.rates: list[tuple[float, str]] = []
        self.count = self.projects = self.usable = 0
        self._code = ""

    def add(self, line: Measured) -> None:
        self.labels[line.label] += 1
        self.count += 1
        self.projects += line.code != self._code
        self.usable += line.progress.is_usable
        self._code = line.code
        if len(self.lines) < SHOWN:
            self.lines.append(line)
        if (rate := line.rate) is not None:
            self.rates.append((rate, _told(line, rate) if len(self.rates) <= MANY else ""))

    def family(self, key: str, few: int) -> Family:
        counts = self.count, self.projects, self.usable
        return family_of(key, self.labels.most_common(1)[0][0], self.lines, counts, spread_of(self.rates, few, TOP))


def family_of(key: str, label: str, lines: Sequence[Measured], counts: tuple[int, int, int], spread: Spread) -> Family:
    """`counts`: indicators, projects, indicators with a target to reach."""
    named = "Autres indicateurs" if key == OTHERS else label
    return Family(key, named, tuple(lines), *counts, spread)


def _told(line: Measured, rate: float) -> str:
    return f"{line.title}, {line.label}\u00a0: {round(rate)}\u00a0%"
