"""What moved for the same projects: each followed from one column to the next one where it stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from app.trends.queries import Pair, Row
from app.trends.views import Column

MOST_DRAWN = 25


@dataclass(frozen=True)
class Step:
    """One project, from one of its columns to its next one."""

    before: Row
    after: Row
    common: int

    @property
    def difference(self) -> float:
        return (self.after.score or 0) - (self.before.score or 0)


@dataclass(frozen=True)
class Group:
    """The projects seen in the same two columns. `median` is none of fewer than `few`."""

    start: Column
    end: Column
    steps: tuple[Step, ...]
    few: int

    @property
    def drawn(self) -> tuple[Step, ...]:
        """As many as an eye tells apart, taken at regular places of their order; the figures are of all of them."""
        return self.steps[:: -(-len(self.steps) // MOST_DRAWN) or 1]

    @property
    def left_undrawn(self) -> int:
        return len(self.steps) - len(self.drawn)

    @property
    def median(self) -> float | None:
        return median(step.difference for step in self.steps) if len(self.steps) >= self.few else None


Seen = Mapping[str, Sequence[tuple[Column, Row]]]


def seen_of(kept: Mapping[str, Mapping[str, Row]], columns: Sequence[Column]) -> Seen:
    """By project, in the order of codes: the columns where it stands."""
    codes = sorted({code for found in kept.values() for code in found})
    return {
        code: [(column, kept[column.key][code]) for column in columns if code in kept.get(column.key, {})]
        for code in codes
    }


def pairs_of(seen: Seen) -> list[Pair]:
    """The campaigns of each column of a project and of its next one."""
    return [
        (before.campaign_id, after.campaign_id) for own in seen.values() for (_, before), (_, after) in pairwise(own)
    ]


def steps_of(
    seen: Seen, both: Mapping[Pair, int], least: int
) -> tuple[list[tuple[Column, Column, Step]], list[Row], list[tuple[Row, str]]]:
    """Steps from each column of a project to its next one; those seen once; those few partners answered twice."""
    steps, once, few = [], [], []
    for own in seen.values():
        if len(own) == 1:
            once.append(own[0][1])
        for (start, before), (end, after) in pairwise(own):
            common = both.get((before.campaign_id, after.campaign_id), 0)
            if common >= least:
                steps.append((start, end, Step(before, after, common)))
            else:
                few.append((after, _too_few(common, least, start)))
    return steps, once, few


def _too_few(common: int, least: int, start: Column) -> str:
    who = (
        "aucun partenaire n’a" if not common else "un seul partenaire a" if common == 1 else f"{common} partenaires ont"
    )
    return f"{who} répondu ici et dans «\u00a0{start.label}\u00a0», il en faut {least}"


def groups_of(steps: Sequence[tuple[Column, Column, Step]], columns: Sequence[Column], few: int) -> list[Group]:
    """In the order of the columns."""
    found: dict[tuple[Column, Column], list[Step]] = defaultdict(list)
    for start, end, step in steps:
        found[start, end].append(step)
    ordered = sorted(found, key=lambda ends: (columns.index(ends[0]), columns.index(ends[1])))
    return [Group(start, end, tuple(found[start, end]), few) for start, end in ordered]
