"""What enters the regions, as of the day of the file: the rules of the regions’ pages, over the results kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.funder.followed import ProjectLine
from app.exchanges.funder.scores import ScoreLine
from app.exchanges.funder.tables import FIRST
from app.grids.queries import equivalence
from app.models import GridVersion, Moment
from evaluation import Equivalence, Grid, RegionScore, ScoredProject, Status, aggregate
from evaluation import Moment as MethodMoment
from evaluation.words import REGIONAL_READING


class Spoken(NamedTuple):
    """The score a project bears for an axis at a moment, and its row in « Scores »."""

    score: float
    reference: str
    row: int


@dataclass(frozen=True)
class Regional:
    """One moment. `spoken`: by (project, axis), what is comparable; `left_out`: by (region, axis), what is not."""

    moment: Moment
    grid: Grid
    spoken: Mapping[tuple[str, str], Spoken]
    left_out: Mapping[tuple[str, str], Collection[str]]
    counted: frozenset[str]
    regions: Sequence[RegionScore]
    national: RegionScore


def regional(
    session: Session, moment: Moment, lines: Iterable[ScoreLine], projects: Sequence[ProjectLine],
    amounts: Mapping[str, Any], grids: Mapping[str, Grid], usual: Grid,
) -> Regional:  # fmt: skip
    found = latest(moment, lines)
    newest, versions = compared(session, {own.reference for own in found.values()})
    spoken: dict[tuple[str, str], Spoken] = {}
    apart: dict[tuple[str, str], set[str]] = {}
    regions = {line.code: line.region_code or "" for line in projects}
    for (code, axis), own in found.items():
        reasons = versions[own.reference].reasons_of(axis) if own.reference in versions else ()
        if reasons:
            apart.setdefault((regions[code], axis), set()).add(code)
        else:
            spoken[code, axis] = own
    evaluated = {code for code, _ in found}
    kept = [line for line in projects if line.funded or line.code in evaluated]
    grid = grids.get(newest, usual)
    own_regions, national = aggregate(grid, [_scored(line, spoken, grid, amounts) for line in kept])
    return Regional(moment, grid, spoken, apart, frozenset(line.code for line in kept), own_regions, national)


def latest(moment: Moment, lines: Iterable[ScoreLine]) -> dict[tuple[str, str], Spoken]:
    """By project and axis or index, its latest published score; lines come in the order of their campaigns."""
    reading = REGIONAL_READING[MethodMoment(moment)]
    found: dict[tuple[str, str], Spoken] = {}
    for row, line in enumerate(lines, FIRST):
        own, axis = line.published, line.axis
        if (own.moment, axis.reading, axis.status) == (moment, reading, Status.PUBLISHED) and axis.score is not None:
            found[own.code, intern(axis.axis)] = Spoken(axis.score, own.grid, row)
    return found


def compared(session: Session, references: set[str]) -> tuple[str, dict[str, Equivalence]]:
    """The newest of the versions met, and how each other one relates to it."""
    if len(references) < 2:
        return next(iter(references), ""), {}
    met = session.scalars(select(GridVersion).where(GridVersion.reference.in_(references))).all()
    newest = max(met, key=GridVersion.age).reference
    return newest, {own: equivalence(session, own, newest) for own in sorted(references - {newest})}


def _scored(
    line: ProjectLine, spoken: Mapping[tuple[str, str], Spoken], grid: Grid, amounts: Mapping[str, Any]
) -> ScoredProject:
    scores = {axis: spoken[line.code, axis].score for axis in grid.score_codes if (line.code, axis) in spoken}
    regions = (line.region_code,) if line.region_code else ()
    return ScoredProject(line.code, regions, amounts.get(line.code), scores)
