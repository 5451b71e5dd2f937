"""Rows of a sheet read and planned against records held in memory."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from imports.columns import find_layout
from imports.findings import Findings
from imports.kinds.identity import IDENTITY
from imports.kinds.kind import Kind
from imports.reading import table_rows
from imports.records.entity import Entity, Records
from imports.records.planned import PlannedRecord
from imports.records.planner import plan_rows, read_rows
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.workbook import Sheet
from tests.imports.support import Value, sheet

CODE = "ODD17-2024-001"
PROJECT = Entity("project", 1, {"code": CODE}, 1)
OTHER = Entity("project", 2, {"code": "ODD17-2024-002"}, 1)
INDICATOR = Entity(
    "indicator",
    7,
    {
        "project_id": 1, "label": "Foyers touchés", "unit": "foyers", "baseline": Decimal(0), "target": Decimal(400),
        "target_on": date(2025, 12, 31),
    },
    3,
)  # fmt: skip


def recorded(*entities: Entity) -> Records:
    return Records((PROJECT, OTHER, *(entities or (INDICATOR,))))


def sheet_of(headers: Sequence[str], *rows: Sequence[Value]) -> Sheet:
    return sheet("Feuille", headers, *rows)


def planned(kind: Kind, read: Sheet, records: Records) -> tuple[list[PlannedRecord], list[tuple[str, str, str]]]:
    """The rows as planned, and the faults found: cell, what was expected, what is proposed."""
    columns = (*kind.columns(DEFAULT_VOCABULARY), *IDENTITY)
    layout = find_layout(read, columns)
    assert layout is not None
    rows = read_rows(kind, table_rows(read, layout, columns, Findings()), DEFAULT_VOCABULARY)
    done = plan_rows(kind, rows, records)
    faults: Iterable[tuple[str, str, str]] = (
        (fault.cell, fault.expected, fault.proposal) for row in rows for fault in row.reader.faults
    )
    return done, list(faults)
