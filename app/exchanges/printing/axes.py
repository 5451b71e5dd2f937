"""The axes of the whole choice: what the most evaluated moment says, with the medians of the others beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.regions.queries import RegionalScores
from app.results.words import counted, typeset
from evaluation import Grid, Moment, Reading, RegionAxis, aggregate
from evaluation.words import REGIONAL_READING

NOTHING = RegionAxis(0, None, ())


@dataclass(frozen=True)
class Spoken:
    """One axis at one moment. `few`: from how many projects its median may be read."""

    figures: RegionAxis
    few: int

    @property
    def is_readable(self) -> bool:
        return self.figures.n >= self.few

    @property
    def median(self) -> float | None:
        return self.figures.median if self.is_readable else None


@dataclass(frozen=True)
class AxisLine:
    """`colour` is that of the axis; an index has the one of what acts. `beside`: the other moments, in their order."""

    code: str
    label: str
    colour: str
    spoken: Spoken
    beside: tuple[Spoken, ...]

    @property
    def figures(self) -> RegionAxis:
        return self.spoken.figures

    @property
    def told(self) -> str:
        """The drawing told to those who do not see it."""
        said = counted(self.figures.n, "projet évalué", "projets évalués")
        if self.spoken.median is None:
            return f"{self.label}\u00a0: {said}."
        return f"{self.label}\u00a0: {said}, médiane {self.spoken.median:.1f}.".replace(".", ",", 1)


class Beside(NamedTuple):
    """Another moment, and the reading its regions speak of."""

    moment: Moment
    reading: Reading


def beside(found: Mapping[Moment, RegionalScores], moment: Moment) -> tuple[Beside, ...]:
    """The other moments at which something is evaluated."""
    others = {own: scores for own, scores in found.items() if own is not moment}
    return tuple(
        Beside(own, REGIONAL_READING[own]) for own, scores in others.items() if any(p.scores for p in scores.projects)
    )


def few_of(grid: Grid) -> int:
    return grid.regions.detail_max + 1


def axis_lines(found: Mapping[Moment, RegionalScores], moment: Moment) -> Iterable[AxisLine]:
    """In the order of the grid of the moment; then what only the other grids know."""
    moments = (moment, *(own.moment for own in beside(found, moment)))
    grids = [found[own].grid for own in moments]
    figures = [aggregate(found[own].grid, found[own].projects)[1].axes for own in moments]
    for code, (label, colour) in _labels(grids).items():
        spoken = [Spoken(own.get(code, NOTHING), few_of(grid)) for own, grid in zip(figures, grids, strict=True)]
        yield AxisLine(code, typeset(label), colour, spoken[0], tuple(spoken[1:]))


def _labels(grids: Iterable[Grid]) -> dict[str, tuple[str, str]]:
    """(label, colour) by code, of the axes and then of the indices."""
    axes: dict[str, tuple[str, str]] = {}
    indices: dict[str, tuple[str, str]] = {}
    for grid in grids:
        for axis in grid.axes:
            axes.setdefault(axis.code, (axis.label, axis.code))
        for index in grid.indices:
            indices.setdefault(index.code, (index.label, "act"))
    return axes | indices
