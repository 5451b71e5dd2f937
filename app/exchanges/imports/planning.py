"""From what was read of a file to its plan, kept with it."""

from sqlalchemy.orm import Session

from app.exchanges.imports.attempt import Decisions, attempt
from app.exchanges.imports.collecting import without_collecting
from app.exchanges.imports.headers import load_headers
from app.exchanges.imports.kept import shelf
from app.exchanges.imports.storing import ToldPlan, cells_of, keep_cells, store_plan, title_of
from app.models import BatchStatus, ImportBatch
from imports.kinds.commands import COMMANDS
from imports.mapping import mapping_of
from imports.mapping.proposal import propose
from imports.projects.recorded import vocabulary_of
from imports.records.writing import Tell
from imports.workbook import Encoded, Workbook, workbook_of


@without_collecting()
def prepare(session: Session, batch: ImportBatch, encoded: Encoded, tell: Tell | None = None) -> None:
    """Planned at once when every column is known by its name; a person looks at the columns first otherwise."""
    workbook = workbook_of(encoded, title_of(batch.file_name))
    keep_cells(batch, encoded)
    proposed = propose(workbook, vocabulary_of(session), load_headers(session), COMMANDS.get(batch.kind, ()))
    batch.mapping = [own.as_json() for own in proposed]
    if any(own.kind for own in proposed) and all(own.is_sure for own in proposed):
        _plan(session, batch, workbook, tell)
    else:
        batch.status = BatchStatus.COLUMNS
    session.flush()


@without_collecting()
def plan_again(session: Session, batch: ImportBatch, tell: Tell | None = None) -> None:
    _plan(session, batch, cells_of(batch), tell)


def _plan(session: Session, batch: ImportBatch, workbook: Workbook, tell: Tell | None) -> None:
    mapping = [own for own in mapping_of(batch.mapping) if own.kind]
    made = attempt(session, workbook, mapping, Decisions.of(batch.decisions), tell=tell)
    store_plan(session, batch, ToldPlan.of(made.plan))
    shelf.put(batch, made)
