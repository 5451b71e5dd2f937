"""What enters the regions, as of the day of the file: the rules of the regions’ pages, over the results kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.funder.heard import Heard, Voice
from app.exchanges.funder.spooled import AT_ONCE, Spooled, chunks
from app.grids.queries import equivalence
from app.models import GridVersion, Moment
from evaluation import Equivalence, Grid, RegionAxis, RegionScore, ScoredProject, aggregate

Reasons = Callable[[str, str], Sequence[str]]
"""Why a score given with a version of the grid does not compare, on an axis."""


class Scored(NamedTuple):
    """A score that enters a region."""

    axis: str
    region: str
    voice: Voice


@dataclass
class Regional:
    """One moment. `scores`: what is comparable, by axis then region, on disk; `left_out`: how many are not, by
    (region, axis). The figures bear no score.
    """

    moment: Moment
    grid: Grid
    regions: Sequence[RegionScore] = ()
    national: RegionScore = field(default_factory=lambda: RegionScore(None, 0, {}))
    scores: Spooled[Scored] = field(default_factory=Spooled)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)


def regional(session: Session, moment: Moment, heard: Heard, grids: Mapping[str, Grid], usual: Grid) -> Regional:
    """One axis at a time: the scores of one are what it takes in memory."""
    newest, versions = compared(session, heard.references[moment])
    found = Regional(moment, grids.get(newest, usual))

    def reasons(reference: str, axis: str) -> Sequence[str]:
        return versions[reference].reasons_of(axis) if reference in versions else ()

    figures = {axis: _figures(found, axis, heard, reasons) for axis in found.grid.score_codes}
    first = next(iter(figures.values()))
    found.regions = [_together(figures, place) for place in range(len(first) - 1)]
    found.national = _together(figures, -1)
    return found


def _figures(found: Regional, axis: str, heard: Heard, reasons: Reasons) -> list[RegionScore]:
    """Of each region, then of the whole."""
    kept: dict[str, Voice] = {}
    for voice in heard.voices.get((found.moment, axis), ()):
        if reasons(voice.spoken.reference, axis):
            found.left_out[voice.region, axis] += 1
        else:
            kept[voice.code] = voice
    regions, national = aggregate(found.grid, _projects(axis, kept.values(), heard.kept[found.moment]))
    for some in chunks(_scored(axis, regions, kept), AT_ONCE):
        found.scores.add(some)
    return [*(_bare(own, axis) for own in regions), _bare(national, axis)]


def _projects(axis: str, voices: Iterable[Voice], counted: Counter[str]) -> Iterator[ScoredProject]:
    """Those that say nothing are only counted: one stands for all of its region."""
    left = Counter(counted)
    for voice in voices:
        left[voice.region] -= 1
        yield ScoredProject(voice.code, _named(voice.region), voice.committed, {axis: voice.spoken.score})
    for region, count in left.items():
        yield from [ScoredProject("", _named(region))] * count


def _named(region: str) -> tuple[str, ...]:
    return (region,) if region else ()


def _scored(axis: str, regions: Iterable[RegionScore], kept: Mapping[str, Voice]) -> Iterator[Scored]:
    for region in regions:
        for own in region.axes[axis].scores:
            yield Scored(axis, str(region.region), kept[own.project])


def _bare(own: RegionScore, axis: str) -> RegionScore:
    return replace(own, axes={axis: replace(own.axes[axis], scores=())})


def _together(figures: Mapping[str, Sequence[RegionScore]], place: int) -> RegionScore:
    """Every axis of one region."""
    axes: dict[str, RegionAxis] = {axis: own[place].axes[axis] for axis, own in figures.items()}
    return replace(next(iter(figures.values()))[place], axes=axes)


def compared(session: Session, references: set[str]) -> tuple[str, dict[str, Equivalence]]:
    """The newest of the versions met, and how each other one relates to it."""
    if len(references) < 2:
        return next(iter(references), ""), {}
    met = session.scalars(select(GridVersion).where(GridVersion.reference.in_(references))).all()
    newest = max(met, key=GridVersion.age).reference
    return newest, {own: equivalence(session, own, newest) for own in sorted(references - {newest})}
