"""The picture of those around one organisation or one project: organisations down, projects across."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.network.drawing import ROW, WRAP, Row, across, middle, wrapped
from app.network.queries import Joint
from app.network.view import Network


@dataclass(frozen=True, slots=True)
class Strand:
    """A row of a presence: where its marks stand, joined when there are several."""

    name: str
    row: Row
    marks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Column:
    number: int
    project: Joint
    x: float
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Presences:
    """Organisations down, projects across: a mark where the organisation is a partner."""

    strands: tuple[Strand, ...]
    columns: tuple[Column, ...]

    @property
    def height(self) -> int:
        return ROW * (len(self.strands) + 1)


def presences(network: Network, organisations: Iterable[int], projects: Iterable[Joint]) -> Presences:
    known, drawn = network.record.organisations, tuple(projects)
    at = across(len(drawn), 58)
    place = {project.id: at(n) for n, project in enumerate(drawn)}
    strands = tuple(
        Strand(
            known[number].name,
            Row(str(number), known[number].profile, wrapped(known[number].name, WRAP), middle(n)),
            tuple(x for project, x in place.items() if project in network.places[number]),
        )
        for n, number in enumerate(organisations, start=1)
    )
    columns = (_column(n, project, place[project.id], strands) for n, project in enumerate(drawn, start=1))
    return Presences(strands, tuple(columns))


def _column(number: int, project: Joint, x: float, strands: tuple[Strand, ...]) -> Column:
    there = [strand.row.y for strand in strands if x in strand.marks]
    return Column(number, project, x, min(there, default=0), max(there, default=0))
