"""Everything read of the projects kept, a few hundred of them at a time, in the order of their codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.funder.added import TimeLine, ValueLine, read_times, read_values
from app.exchanges.funder.followed import MilestoneLine, ProjectLine
from app.exchanges.funder.measured import IndicatorLine
from app.exchanges.funder.money import Operation
from app.exchanges.funder.operations import funder_names, own_funder, read_operations
from app.exchanges.funder.past import Past
from app.exchanges.funder.published import AxisLine, Published, among, read_axes
from app.exchanges.funder.reading import read_indicators, read_milestones, read_projects
from app.exchanges.funder.scores import ScoreLine, score_lines
from app.exchanges.funder.spooled import Spooled
from app.exchanges.funder.version import Version
from app.exchanges.portfolio import Ids
from app.models import Project

Item = TypeVar("Item")
AT_ONCE = 250


@dataclass(frozen=True)
class Gathered:
    """The projects themselves are light; what hangs on each of them waits on disk."""

    projects: list[ProjectLine] = field(default_factory=list)
    operations: Spooled[Operation] = field(default_factory=Spooled)
    milestones: Spooled[MilestoneLine] = field(default_factory=Spooled)
    indicators: Spooled[IndicatorLine] = field(default_factory=Spooled)
    values: Spooled[ValueLine] = field(default_factory=Spooled)
    times: Spooled[TimeLine] = field(default_factory=Spooled)


class ScoreLines:
    """The rows of « Scores »: of each, its result by its place, and what it says of an axis."""

    def __init__(self, results: Sequence[Published]) -> None:
        self._results = results
        self._axes: Spooled[tuple[int, AxisLine]] = Spooled()

    def add(self, first: int, lines: Sequence[ScoreLine]) -> None:
        places = {own.result_id: first + place for place, own in enumerate(self._results[first : first + AT_ONCE])}
        self._axes.add([(places[line.axis.result_id], line.axis) for line in lines])

    def __iter__(self) -> Iterator[ScoreLine]:
        for place, axis in self._axes:
            yield ScoreLine(self._results[place], axis)


def gather(session: Session, ids: Ids, past: Past, funder: str) -> Gathered:
    found, own, names = Gathered(), own_funder(session, funder), funder_names(session, ids, past)
    kept = session.scalars(select(Project.id).where(Project.id.in_(ids)).order_by(Project.code)).all()
    for chunk in chunks(kept):
        some = select(Project.id).where(among(Project.id, chunk))
        found.projects.extend(read_projects(session, some, past))
        found.operations.add(read_operations(session, some, past, own, names))
        found.milestones.add(read_milestones(session, some, past))
        found.indicators.add(read_indicators(session, some, past))
        found.values.add(read_values(session, some, past))
        found.times.add(read_times(session, some, past))
    return found


def gather_scores(session: Session, results: Sequence[Published], versions: Mapping[str, Version]) -> ScoreLines:
    found = ScoreLines(results)
    for place, chunk in enumerate(chunks(results)):
        axes = read_axes(session, [own.result_id for own in chunk])
        found.add(place * AT_ONCE, score_lines(chunk, axes, versions))
    return found


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
