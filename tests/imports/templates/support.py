"""Templates as they leave and come back: written, read like any received file, planned against what is recorded."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

import openpyxl

from imports.columns import find_layout
from imports.faults import Fault
from imports.findings import Findings
from imports.kinds import KINDS
from imports.kinds.identity import IDENTITY
from imports.projects.planned import State
from imports.reading import table_rows
from imports.records.entity import Records
from imports.records.planned import PlannedRecord
from imports.records.planner import plan_rows, read_rows
from imports.templates.rows import sheet_of
from imports.templates.sheets import Template
from imports.templates.writer import write_template
from imports.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from imports.workbook import Sheet, Workbook, read_workbook
from tests.imports.support import saved

TODAY = date(2026, 3, 2)
HIDDEN = {column.header for column in IDENTITY}


def written(kinds: Sequence[str], records: Records | None, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> bytes:
    sheets = [sheet_of(KINDS[kind], vocabulary, records) for kind in kinds]
    return write_template(Template("Modèle", sheets, TODAY, records is not None))


class Back:
    """What coming back would do: the rows by state, and what is refused."""

    def __init__(self, content: bytes, kinds: Iterable[str], records: Records, vocabulary: Vocabulary) -> None:
        self.workbook = read_workbook(content)
        self.rows: list[PlannedRecord] = []
        self.faults: list[Fault] = []
        for kind in kinds:
            self._plan(kind, records, vocabulary)

    def _plan(self, name: str, records: Records, vocabulary: Vocabulary) -> None:
        kind = KINDS[name]
        columns = (*kind.columns(vocabulary), *IDENTITY)
        sheet = sheet_named(self.workbook, kind.titles[0])
        layout = find_layout(sheet, columns)
        assert layout
        rows = read_rows(kind, table_rows(sheet, layout, columns, Findings()), vocabulary)
        self.rows += plan_rows(kind, rows, records)
        self.faults += [fault for row in rows for fault in row.reader.faults]

    @property
    def states(self) -> set[State]:
        return {row.state for row in self.rows}

    @property
    def untouched(self) -> bool:
        return not self.faults and self.states <= {State.SAME}


def back(content: bytes, kinds: Iterable[str], records: Records, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> Back:
    return Back(content, kinds, records, vocabulary)


def sheet_named(workbook: Workbook, title: str) -> Sheet:
    return next(sheet for sheet in workbook if sheet.title == title)


def cells_of(sheet: Sheet) -> list[list[object]]:
    """The values of a sheet, the two hidden columns apart: they are of the database, not of the records."""
    hidden = {number for number, cell in sheet.rows[0].cells.items() if cell.value in HIDDEN}
    return [[cell.value for number, cell in sorted(row.cells.items()) if number not in hidden] for row in sheet.rows]


def without_identity(content: bytes) -> bytes:
    """The two hidden columns emptied, as one would to bring the rows into another installation."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for sheet in workbook.worksheets:
        for column in sheet.iter_cols(min_row=1):
            if column[0].value in HIDDEN:
                for cell in column[1:]:
                    cell.value = None
    return saved(workbook)
