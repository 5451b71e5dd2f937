"""Everything read of the projects kept, a few hundred of them at a time, in the order of their codes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.funder.added import TimeLine, ValueLine, read_times, read_values
from app.exchanges.funder.followed import MilestoneLine, ProjectLine
from app.exchanges.funder.measured import IndicatorLine
from app.exchanges.funder.money import Amounts, Operation, amounts_by_project
from app.exchanges.funder.operations import funder_names, own_funder, read_operations
from app.exchanges.funder.past import Past
from app.exchanges.funder.published import AxisLine, Published, among, read_axes
from app.exchanges.funder.reading import read_indicators, read_milestones, read_projects
from app.exchanges.funder.scores import ScoreLine, score_lines
from app.exchanges.funder.spooled import Spooled, chunks
from app.exchanges.funder.tables import FIRST
from app.exchanges.funder.turns import ByResult
from app.exchanges.funder.version import Version
from app.exchanges.portfolio import Ids
from app.models import Project

AT_ONCE = 250


@dataclass(frozen=True)
class Gathered:
    """It all waits on disk. `amounts`: one a project, in the same order."""

    projects: Spooled[ProjectLine] = field(default_factory=Spooled)
    amounts: Spooled[Amounts] = field(default_factory=Spooled)
    operations: Spooled[Operation] = field(default_factory=Spooled)
    milestones: Spooled[MilestoneLine] = field(default_factory=Spooled)
    indicators: Spooled[IndicatorLine] = field(default_factory=Spooled)
    values: Spooled[ValueLine] = field(default_factory=Spooled)
    times: Spooled[TimeLine] = field(default_factory=Spooled)


class ScoreLines:
    """The rows of « Scores »: of each, its result, read in the same order, and what it says of an axis."""

    def __init__(self, results: Iterable[Published]) -> None:
        self._results = results
        self._axes: Spooled[AxisLine] = Spooled()

    def add(self, lines: Sequence[ScoreLine]) -> None:
        self._axes.add([line.axis for line in lines])

    def __iter__(self) -> Iterator[ScoreLine]:
        results = ByResult(self._results)
        for axis in self._axes:
            yield ScoreLine(results.of(axis.result_id), axis)


def gather(session: Session, ids: Ids, past: Past, funder: str) -> Gathered:
    found, own, names = Gathered(), own_funder(session, funder), funder_names(session, ids, past)
    kept = session.scalars(select(Project.id).where(Project.id.in_(ids)).order_by(Project.code)).all()
    for chunk in chunks(kept, AT_ONCE):
        some = select(Project.id).where(among(Project.id, chunk))
        _add(found, read_projects(session, some, past), read_operations(session, some, past, own, names))
        found.milestones.add(read_milestones(session, some, past))
        found.indicators.add(read_indicators(session, some, past))
        found.values.add(read_values(session, some, past))
        found.times.add(read_times(session, some, past))
    return found


def _add(found: Gathered, projects: Sequence[ProjectLine], operations: Sequence[Operation]) -> None:
    """Of a project without an operation, amounts of nothing."""
    amounts = amounts_by_project(operations, FIRST + len(found.operations))
    found.projects.add(projects)
    found.amounts.add([amounts.get(line.code) or Amounts() for line in projects])
    found.operations.add(operations)


def gather_scores(session: Session, results: Iterable[Published], versions: Mapping[str, Version]) -> ScoreLines:
    found = ScoreLines(results)
    for chunk in chunks(results, AT_ONCE):
        axes = read_axes(session, [own.result_id for own in chunk])
        found.add(score_lines(chunk, axes, versions))
    return found
