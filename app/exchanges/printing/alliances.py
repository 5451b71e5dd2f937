"""What all the alliances of a report say they gained: method by method, never across, on the day of the report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from statistics import median

from app.addedvalues.said import SaidValue
from app.addedvalues.words import about, bounds, days_words, range_words, years_words
from app.exchanges.printing.facts import ProjectFacts
from app.results.words import counted
from evaluation.added_values import median_middle, span, totals

ZERO = Decimal(0)


@dataclass(frozen=True)
class MethodLine:
    """`middle`: the median of the middles, none of too few projects; `sums`: (years, how many values, their sum)."""

    gained: str
    method: str
    unit: str
    projects: int
    bounds: str
    middle: str
    evidence: tuple[int, int, int]
    sums: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Alliances:
    methods: tuple[MethodLine, ...]
    projects: int
    time: str
    few: int

    @property
    def is_told(self) -> bool:
        return bool(self.methods or self.time)


def alliances_of(found: Sequence[ProjectFacts], few: int) -> Alliances:
    """`few`: from how many projects a median is read."""
    said = [(line, facts.project.id) for facts in found for line in facts.gained.lines]
    methods = tuple(_methods(said, few))
    return Alliances(methods, len({project for _, project in said}), _time(found, few), few)


def _methods(said: Iterable[tuple[SaidValue, int]], few: int) -> Iterator[MethodLine]:
    """In the alphabetical order of the methods, within what they count."""
    ordered = sorted(said, key=lambda pair: (pair[0].kind, pair[0].method, pair[0].method_code))
    for _, same in groupby(ordered, key=lambda pair: pair[0].method_code):
        kept = list(same)
        yield _method([line for line, _ in kept], len({project for _, project in kept}), few)


def _method(lines: Sequence[SaidValue], projects: int, few: int) -> MethodLine:
    own, levels = lines[0], Counter(line.evidence for line in lines)
    ranges = [line.claim.range for line in lines]
    sums = [
        (years_words(each.basis.first_year, each.basis.last_year), each.count, range_words(each.range, own.unit))
        for each in totals(line.claim for line in lines)
    ]
    middle = about(median_middle(ranges)) if projects >= few else "—"
    evidence = (levels[0], levels[1], levels[2])
    return MethodLine(own.gained, own.method, own.unit, projects, bounds(span(ranges)), middle, evidence, tuple(sums))


def _time(found: Sequence[ProjectFacts], few: int) -> str:
    """« 18 projets sur 33 ont dit leur temps de coordination : 212 jours en tout. »"""
    days = [facts.gained.coordination.days for facts in found]
    said = [own for own in days if own is not None]
    if not said:
        return ""
    verb = "ont dit leur" if len(said) > 1 else "a dit son"
    middle = f", la médiane à {about(median(said))}" if len(said) >= few else ""
    where = f"{counted(len(said), 'projet', 'projets')} sur {len(found)}"
    return f"{where} {verb} temps de coordination\u00a0: {days_words(sum(said, ZERO))} en tout{middle}."
