"""A plan kept with its batch, as people read it page after page; its digest says whether it is still the same."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from pydantic_core import to_json
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models import BatchStatus, ImportBatch, ImportLine
from imports.projects.planned import FieldChange, State, Value
from imports.records.planned import WorkbookPlan
from imports.report import shown_value
from imports.workbook import Encoded, Workbook, workbook_of

ATTENTION = (State.NEW, State.CHANGED, State.SAME, State.REFUSED)
COPY = "COPY import_line (batch_id, position, state, kind, sheet, row, label, changes) FROM STDIN"


@dataclass(frozen=True)
class ToldPlan:
    """The lines of a plan in the order of attention, each as the columns of the table but its place."""

    plan: WorkbookPlan
    lines: tuple[tuple[Any, ...], ...]
    digest: str

    @classmethod
    def of(cls, plan: WorkbookPlan) -> "ToldPlan":
        """The digest is the same for two plans that would write and say the same."""
        lines = tuple(_lines(plan))
        faults = [[fault.sheet, fault.cell, fault.expected] for fault in plan.faults]
        digest = sha256(json.dumps(faults, ensure_ascii=False).encode())
        for line in lines:
            digest.update("\x1f".join(map(str, line)).encode())
        return cls(plan, lines, digest.hexdigest())


def store_plan(session: Session, batch: ImportBatch, told: ToldPlan) -> None:
    plan = told.plan
    batch.status = BatchStatus.PLANNED
    batch.counts = counts_of(plan)
    batch.faults = [asdict(fault) for fault in plan.faults]
    batch.notes = [asdict(note) for note in plan.notes]
    batch.questions = [asdict(question) for question in plan.questions]
    batch.plan_digest = told.digest
    session.flush()
    session.execute(delete(ImportLine).where(ImportLine.batch_id == batch.id))
    _copy(session, batch.id, told.lines)


def counts_of(plan: WorkbookPlan) -> dict[str, Any]:
    """By state, then by state of each kind of sheet."""
    by_kind: dict[str, dict[str, int]] = {}
    for record in plan.records:
        own = by_kind.setdefault(record.kind, {str(state): 0 for state in State})
        own[str(record.state)] += 1
    return {str(state): plan.count(state) for state in State} | {"by_kind": by_kind}


def _lines(plan: WorkbookPlan) -> Iterator[tuple[Any, ...]]:
    told = _Told()
    for state in ATTENTION:
        for record in plan.records:
            if record.state is state:
                changes = f"[{','.join([told[change] for change in record.changes])}]"
                yield state.value, record.kind, record.sheet, record.row, record.label, changes


class _Told(dict[FieldChange, str]):
    """Each change as it is kept, told once: of many new projects the same words come back."""

    def __missing__(self, change: FieldChange) -> str:
        said = {"field": change.field, "before": _shown(change.before), "after": _shown(change.after)}
        told = self[change] = to_json(said).decode()
        return told


def _shown(value: Value) -> str | None:
    return None if value in (None, "", ()) else shown_value(value)


def _copy(session: Session, batch_id: int, lines: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(COPY) as copy:
        for position, line in enumerate(lines):
            copy.write_row((batch_id, position, *line))


def keep_cells(batch: ImportBatch, encoded: Encoded) -> None:
    batch.cells = zlib.compress(to_json(encoded), level=1)


def cells_of(batch: ImportBatch) -> Workbook:
    """What was read of the file when it came; it is not opened again."""
    return workbook_of(json.loads(zlib.decompress(batch.cells or b"")), title_of(batch.file_name))


def title_of(file_name: str) -> str:
    """What the only sheet of a CSV is called."""
    return file_name.rpartition(".")[0] or file_name
