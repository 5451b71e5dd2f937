"""A plan kept with its batch, as people read it page after page; its digest says whether it is still the same."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models import BatchStatus, ImportBatch, ImportLine
from imports.projects.planned import FieldChange, State
from imports.records.planned import PlannedRecord, WorkbookPlan
from imports.report import shown_value
from imports.workbook import Encoded, Workbook, workbook_of

ATTENTION = (State.NEW, State.CHANGED, State.SAME, State.REFUSED)
COPY = "COPY import_line (batch_id, position, state, kind, sheet, row, label, changes) FROM STDIN"


def store_plan(session: Session, batch: ImportBatch, plan: WorkbookPlan) -> None:
    lines = list(_lines(plan))
    batch.status = BatchStatus.PLANNED
    batch.counts = counts_of(plan)
    batch.faults = [asdict(fault) for fault in plan.faults]
    batch.notes = [asdict(note) for note in plan.notes]
    batch.questions = [asdict(question) for question in plan.questions]
    batch.plan_digest = digest_of(plan)
    session.flush()
    session.execute(delete(ImportLine).where(ImportLine.batch_id == batch.id))
    _copy(session, batch.id, lines)


def counts_of(plan: WorkbookPlan) -> dict[str, Any]:
    """By state, then by state of each kind of sheet."""
    by_kind: dict[str, dict[str, int]] = {}
    for record in plan.records:
        own = by_kind.setdefault(record.kind, {str(state): 0 for state in State})
        own[str(record.state)] += 1
    return {str(state): plan.count(state) for state in State} | {"by_kind": by_kind}


def digest_of(plan: WorkbookPlan) -> str:
    """The same for two plans that would write and say the same."""
    told = [[fault.sheet, fault.cell, fault.expected] for fault in plan.faults]
    content = json.dumps([list(_lines(plan)), told], ensure_ascii=False, separators=(",", ":"))
    return sha256(content.encode()).hexdigest()


def _lines(plan: WorkbookPlan) -> Iterator[list[Any]]:
    for state in ATTENTION:
        for record in plan.records:
            if record.state is state:
                yield [state, record.kind, record.sheet, record.row, record.label, _told(record)]


def _told(record: PlannedRecord) -> list[dict[str, Any]]:
    return [_change(change) for change in record.changes]


def _change(change: FieldChange) -> dict[str, Any]:
    before, after = (None if value in (None, "", ()) else shown_value(value) for value in (change.before, change.after))
    return {"field": change.field, "before": before, "after": after}


def _copy(session: Session, batch_id: int, lines: list[list[Any]]) -> None:
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(COPY) as copy:
        for position, line in enumerate(lines):
            copy.write_row([batch_id, position, *line[:-1], Jsonb(line[-1])])


def keep_cells(batch: ImportBatch, encoded: Encoded) -> None:
    batch.cells = zlib.compress(json.dumps(encoded, ensure_ascii=False).encode(), level=1)


def cells_of(batch: ImportBatch) -> Workbook:
    """What was read of the file when it came; it is not opened again."""
    return workbook_of(json.loads(zlib.decompress(batch.cells or b"")), title_of(batch.file_name))


def title_of(file_name: str) -> str:
    """What the only sheet of a CSV is called."""
    return file_name.rpartition(".")[0] or file_name
