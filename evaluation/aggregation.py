"""Regions: the unit is the project, each weighing the same; never ranked (§5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from evaluation.grid import Grid
from evaluation.means import mean, weighted_mean
from evaluation.scale import RegionRules
from evaluation.words import INTERREGIONAL, Level


@dataclass(frozen=True, slots=True)
class ScoredProject:
    """What a region needs of a project: for each axis or index, its latest published score (or no entry)."""

    code: str
    regions: tuple[str, ...] = ()
    amount_eur: Decimal | float | None = None
    scores: Mapping[str, float] = field(default_factory=dict)

    @property
    def region(self) -> str:
        """§5: a project with several regions or none is interregional, never split."""
        only = set(self.regions)
        return only.pop() if len(only) == 1 else INTERREGIONAL


@dataclass(frozen=True, slots=True)
class ProjectAxisScore:
    project: str
    score: float
    amount_eur: Decimal | float | None = None


@dataclass(frozen=True, slots=True)
class RegionAxis:
    """`level` says how the figures may be read; none when no project is scored."""

    n: int
    level: Level | None
    scores: tuple[ProjectAxisScore, ...]
    min: float | None = None
    median: float | None = None
    max: float | None = None
    mean: float | None = None
    mean_by_amount: float | None = None
    stabilised: float | None = None


@dataclass(frozen=True, slots=True)
class RegionScore:
    region: str | None
    funded: int
    axes: Mapping[str, RegionAxis]


def aggregate(grid: Grid, projects: Iterable[ScoredProject]) -> tuple[tuple[RegionScore, ...], RegionScore]:
    """The regions that hold a project, by code, interregional last; and the national figure over all projects."""
    kept = sorted(projects, key=lambda project: project.code)
    national = _region_score(grid, None, kept, {})
    means = {code: axis.mean for code, axis in national.axes.items()}
    by_region: dict[str, list[ScoredProject]] = {}
    for project in kept:
        by_region.setdefault(project.region, []).append(project)
    ordered = sorted(by_region, key=lambda region: (region == INTERREGIONAL, region))
    return tuple(_region_score(grid, region, by_region[region], means) for region in ordered), national


def _region_score(
    grid: Grid, region: str | None, projects: Sequence[ScoredProject], national: Mapping[str, float | None]
) -> RegionScore:
    """§5: funded projects are counted, scored or not."""
    axes = {code: _region_axis(grid.regions, code, projects, national.get(code)) for code in grid.score_codes}
    return RegionScore(region, len(projects), axes)


def _region_axis(
    rules: RegionRules, code: str, projects: Sequence[ScoredProject], national: float | None
) -> RegionAxis:
    scores = tuple(
        ProjectAxisScore(project.code, project.scores[code], project.amount_eur)
        for project in projects
        if code in project.scores
    )
    amounts = [float(own.amount_eur or 0) for own in scores]
    return axis_figures(rules, [own.score for own in scores], amounts, national, scores)


def axis_figures(
    rules: RegionRules,
    values: Sequence[float],
    amounts: Sequence[float],
    national: float | None,
    scores: tuple[ProjectAxisScore, ...] = (),
) -> RegionAxis:
    """§5: the figures of one axis in one region. `amounts`: euros of the same projects; `national`: the mean of all."""
    average = mean(values)
    if average is None:
        return RegionAxis(0, None, ())
    return RegionAxis(
        n=len(values),
        level=level_of(rules, len(values)),
        scores=scores,
        min=min(values),
        median=median(values),
        max=max(values),
        mean=average,
        mean_by_amount=weighted_mean(zip(values, amounts, strict=True)),
        stabilised=stabilised_mean(rules, len(values), average, average if national is None else national),
    )


def stabilised_mean(rules: RegionRules, n: int, average: float, national: float) -> float:
    """§5: (n × mean + k × national mean) / (n + k): few projects lean on the national figure."""
    k = rules.stabilisation_weight
    return (n * average + k * national) / (n + k)


def level_of(rules: RegionRules, n: int) -> Level:
    """§5: up to `detail_max` projects indicative, up to `fragile_max` fragile, above established."""
    if n <= rules.detail_max:
        return Level.DETAIL
    return Level.FRAGILE if n <= rules.fragile_max else Level.ESTABLISHED
