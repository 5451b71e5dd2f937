"""From what was read of a file to its plan, kept with it."""

from sqlalchemy.orm import Session

from app.exchanges.imports.attempt import Decisions, attempt
from app.exchanges.imports.headers import load_headers
from app.exchanges.imports.storing import cells_of, keep_cells, store_plan
from app.models import BatchStatus, ImportBatch
from imports.kinds.commands import COMMANDS
from imports.mapping import mapping_of
from imports.mapping.proposal import propose
from imports.projects.recorded import vocabulary_of
from imports.records.writing import Tell
from imports.workbook import Encoded


def prepare(session: Session, batch: ImportBatch, encoded: Encoded, tell: Tell | None = None) -> None:
    """Planned at once when every column is known by its name; a person looks at the columns first otherwise."""
    keep_cells(batch, encoded)
    proposed = propose(cells_of(batch), vocabulary_of(session), load_headers(session), COMMANDS.get(batch.kind, ()))
    batch.mapping = [own.as_json() for own in proposed]
    known = [own for own in proposed if own.kind]
    if known and all(own.is_sure for own in proposed):
        plan_again(session, batch, tell)
    else:
        batch.status = BatchStatus.COLUMNS
    session.flush()


def plan_again(session: Session, batch: ImportBatch, tell: Tell | None = None) -> None:
    mapping = [own for own in mapping_of(batch.mapping) if own.kind]
    made = attempt(session, cells_of(batch), mapping, Decisions.of(batch.decisions), tell=tell)
    store_plan(session, batch, made.plan)
