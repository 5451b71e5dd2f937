"""The regions as their pages show them: never ranked, in the order of names within each level."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from app.regions.gathered import Gathered
from app.regions.named import Named
from app.regions.queries import PlaceScores
from app.regions.territories import INTERREGIONAL_NAME, Territory
from evaluation import (
    INTERREGIONAL,
    Grid,
    Level,
    RegionAxis,
    RegionScore,
    ScoredProject,
    round_half_up,
)

NBSP = "\u00a0"
MANY, BIN = 60, 5
LEVELS = (Level.ESTABLISHED, Level.FRAGILE, Level.DETAIL, None)
NOTHING = RegionAxis(0, None, ())
Tile = tuple[str, str, int, int, str]


@dataclass(frozen=True)
class AxisChoice:
    """An axis or an index, as the tabs name it."""

    code: str
    label: str
    is_index: bool

    @property
    def colour(self) -> str:
        return "neutral" if self.is_index else self.code


@dataclass(frozen=True)
class RegionLine:
    """One region on one axis. The median and the range are for the levels that let them be read."""

    territory: Territory
    funded: int
    figures: RegionAxis
    dots: tuple[tuple[float, str], ...]

    @property
    def level(self) -> Level | None:
        return self.figures.level

    @property
    def level_label(self) -> str:
        if self.level is None:
            return "pas évalué" if self.funded else "aucun projet"
        return self.level.label.lower()

    @property
    def tone(self) -> str:
        return "hatch" if self.level is Level.DETAIL else "info" if self.level else "quiet"

    @property
    def is_readable(self) -> bool:
        """One or two projects are listed; nothing is said of the region."""
        return self.level in (Level.FRAGILE, Level.ESTABLISHED)

    @property
    def description(self) -> str:
        """The drawing told to those who do not see it."""
        if self.level is None:
            return f"{self.level_label.capitalize()}."
        scores = ", ".join(label for _, label in self.dots)
        if not self.is_readable or self.figures.median is None:
            return f"Lecture {self.level_label}{NBSP}: {scores}."
        return f"Lecture {self.level_label}, médiane {shown(self.figures.median)}{NBSP}: {scores}."


@dataclass(frozen=True)
class Portfolio:
    """Every territory on every axis, and the national figure; `named` and `projects` of the place told one by one.

    `few`: by (region, axis), the scores of those that an eye tells apart; `left_out`: of the place.
    """

    grid: Grid
    territories: tuple[Territory, ...]
    regions: Mapping[str, RegionScore]
    national: RegionScore
    gathered: Gathered
    few: Mapping[tuple[str, str], Sequence[Named]]
    place: PlaceScores

    def projects_of(self, code: str) -> dict[str, ScoredProject]:
        """Of the place the portfolio was read for."""
        return {project.code: project for project in self.place.projects if project.region == code}

    @property
    def axes(self) -> list[AxisChoice]:
        return axis_choices(self.grid)

    @property
    def evaluated(self) -> int:
        """Projects with at least one published axis."""
        return self.gathered.evaluated

    @property
    def covered(self) -> int:
        """Regions with at least one funded project; interregional is not one of the 18."""
        return sum(1 for territory in self.territories if self.funded(territory.code))

    def funded(self, code: str) -> int:
        return self.regions[code].funded if code in self.regions else 0

    def line(self, territory: Territory, axis: str) -> RegionLine:
        region = self.regions.get(territory.code)
        figures = region.axes[axis] if region else NOTHING
        return RegionLine(territory, self.funded(territory.code), figures, self._dots(territory.code, axis))

    def _dots(self, region: str, axis: str) -> tuple[tuple[float, str], ...]:
        """One a project; past a number that the eye tells apart, one for all those of the same five points."""
        if (region, axis) in self.few:
            return tuple((own.score, f"{own.title}{NBSP}: {shown(own.score)}") for own in self.few[region, axis])
        return binned(chain.from_iterable(lot.scores for lot in self.gathered.of(region, axis)))

    def everywhere(self) -> list[Territory]:
        """The 18 regions by name, then interregional."""
        return [*self.territories, Territory(INTERREGIONAL, INTERREGIONAL_NAME)]

    def lines(self, axis: str) -> list[RegionLine]:
        """By level, the surest first, then by name: a level says how to read, not what a region is worth."""
        found = [self.line(territory, axis) for territory in self.everywhere()]
        return [line for level in LEVELS for line in found if line.level is level]

    def tiles(self, axis: str, query: str) -> dict[str, Tile]:
        lines = [self.line(territory, axis) for territory in self.territories]
        return {
            line.territory.code: (
                line.territory.name,
                f"/regions/{line.territory.code}{query}",
                line.funded,
                3 - LEVELS.index(line.level),
                line.level_label,
            )
            for line in lines
        }


def axis_choices(grid: Grid) -> list[AxisChoice]:
    axes = [AxisChoice(axis.code, axis.label, False) for axis in grid.axes]
    return axes + [AxisChoice(index.code, index.label.replace("'", "’"), True) for index in grid.indices]


def binned(scores: Iterable[float]) -> tuple[tuple[float, str], ...]:
    counts = Counter(min(int(score // BIN), 100 // BIN - 1) * BIN for score in scores)
    return tuple((low + BIN / 2, f"de {low} à {low + BIN}{NBSP}: {counted(counts[low])}") for low in sorted(counts))


def counted(projects: int) -> str:
    return f"{projects}{NBSP}projet{'s' if projects > 1 else ''}"


def shown(value: float) -> str:
    return str(round_half_up(value)).replace(".", ",")
