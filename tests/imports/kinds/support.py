"""Plans rows given by heading, and keeps in memory what they are compared with."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from imports.columns import find_layout
from imports.findings import Findings
from imports.kinds import KINDS
from imports.kinds.identity import IDENTITY
from imports.kinds.kind import ReadRow
from imports.projects.planned import State, Value
from imports.reading import table_rows
from imports.records.entity import Entity, Records
from imports.records.planned import PlannedRecord, Write
from imports.records.planner import plan_kinds, read_rows
from imports.vocabulary import DEFAULT_VOCABULARY
from tests.imports.support import Value as CellValue
from tests.imports.support import sheet

CODE = "ODD17-2024-001"
Line = Mapping[str, CellValue]


class Planned(NamedTuple):
    """What the rows of a sheet would do, and what is refused: (cell, expected)."""

    records: list[PlannedRecord]
    faults: list[tuple[str, str]]

    @property
    def states(self) -> list[State]:
        return [record.state for record in self.records]

    @property
    def writes(self) -> list[Write]:
        return [write for record in self.records for write in record.writes]

    @property
    def changes(self) -> list[tuple[str, Value, Value]]:
        return [(each.field, each.before, each.after) for record in self.records for each in record.changes]


def a_project(status: str = "valide", code: str = CODE, number: int = 1) -> Entity:
    return Entity("project", number, {"code": code, "title": "Pacte des rivières", "status": status}, 1)


def rows_of(kind: str, lines: Sequence[Line], headers: Iterable[str] = ()) -> list[ReadRow]:
    """Row 1 holds the headings met in the lines, in their order, or those given."""
    named = tuple(headers) or tuple(dict.fromkeys(header for line in lines for header in line))
    columns = (*KINDS[kind].columns(DEFAULT_VOCABULARY), *IDENTITY)
    read = sheet(KINDS[kind].label, named, *([line.get(header) for header in named] for line in lines))
    layout = find_layout(read, columns)
    assert layout is not None
    assert not layout.unknown, layout.unknown
    return read_rows(KINDS[kind], table_rows(read, layout, columns, Findings()), DEFAULT_VOCABULARY)


def plan_lines(kind: str, records: Records, *lines: Line) -> Planned:
    (planned,) = plan_books(records, (kind, lines))
    return planned


def plan_books(records: Records, *sheets: tuple[str, Sequence[Line]]) -> list[Planned]:
    """Several sheets of one workbook, in the order they are planned."""
    read = [(KINDS[kind], rows_of(kind, lines)) for kind, lines in sheets]
    planned = plan_kinds(read, records)
    return [
        Planned(done, [(fault.cell, fault.expected) for row in rows for fault in row.reader.faults])
        for done, (_, rows) in zip(planned, read, strict=True)
    ]
