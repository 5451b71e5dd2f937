"""The published scores of a moment as columns of numbers: a portfolio of any size, in one statement.

The same scores as `regional_scores`, without the projects that bear them; the two readings are held equal by a test.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.regions.columns import PROJECTS, SCORES, statement
from app.regions.queries import versions_met
from evaluation import Equivalence


class Lot(NamedTuple):
    """Scores of one axis or index in one region, given in one version, under one letter; `amounts` in euros."""

    region: str
    axis: str
    reference: str
    confidence: str
    scores: list[float]
    amounts: list[float]


class Kind(NamedTuple):
    """How many funded projects of a region speak of just these (axis, version); of none, without a score."""

    region: str
    spoken: frozenset[tuple[str, str]]
    projects: int


@dataclass(frozen=True)
class Gathered:
    """`reference`: the newest version met, empty without a score; `versions`: how each other one relates to it."""

    reference: str
    versions: dict[str, Equivalence]
    lots: tuple[Lot, ...]
    kinds: tuple[Kind, ...]

    def reasons(self, axis: str, reference: str) -> tuple[str, ...]:
        """Why a score of this version does not compare with the newest one."""
        return tuple(self.versions[reference].reasons_of(axis)) if reference in self.versions else ()

    @cached_property
    def kept(self) -> dict[tuple[str, str], list[Lot]]:
        """By (region, axis), what is comparable."""
        found: dict[tuple[str, str], list[Lot]] = defaultdict(list)
        for lot in self.lots:
            if not self.reasons(lot.axis, lot.reference):
                found[lot.region, lot.axis].append(lot)
        return dict(found)

    def on(self, axis: str) -> list[Lot]:
        """Of all regions."""
        return [lot for (_, own), lots in self.kept.items() if own == axis for lot in lots]

    def of(self, region: str, axis: str) -> list[Lot]:
        return self.kept.get((region, axis), [])

    @property
    def funded(self) -> Counter[str]:
        """Projects by region."""
        found: Counter[str] = Counter()
        for kind in self.kinds:
            found[kind.region] += kind.projects
        return found

    @property
    def evaluated(self) -> int:
        """Projects with at least one comparable score."""
        return self._count(lambda kind: any(not self.reasons(*own) for own in kind.spoken))

    @property
    def published(self) -> int:
        """Projects with at least one score, comparable or not."""
        return self._count(lambda kind: bool(kind.spoken))

    def _count(self, kept: Callable[[Kind], bool]) -> int:
        return sum(kind.projects for kind in self.kinds if kept(kind))

    def left_out(self, regions: Collection[str] | None = None) -> Counter[tuple[str, str, tuple[str, ...]]]:
        """Projects by (axis, version, reasons) that do not compare, of all regions or of some."""
        found: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
        for kind in self.kinds:
            for axis, reference in kind.spoken if regions is None or kind.region in regions else ():
                if reasons := self.reasons(axis, reference):
                    found[axis, reference, reasons] += kind.projects
        return found


def gather(
    session: Session, moment: str, project_ids: Select[Any] | None = None, *, with_amounts: bool = True
) -> Gathered:
    """One statement, and a few more where several versions of the grid meet."""
    rows = session.execute(statement(moment, project_ids, with_amounts=with_amounts)).all()
    kinds = tuple(
        Kind(row.region, frozenset(zip(row.axes or (), row.versions or (), strict=True)), row.projects)
        for row in rows
        if row.what == PROJECTS
    )
    newest, versions = versions_met(session, {reference for kind in kinds for _, reference in kind.spoken})
    lots = (
        Lot(row.region, row.axis, row.reference, row.confidence, row.scores, row.amounts)
        for row in rows
        if row.what == SCORES
    )
    return Gathered(newest, versions, tuple(lots), kinds)
