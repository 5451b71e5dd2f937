"""Imports as the tests make them: rows written under the setting that keeps them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.imports.undoing import preview_undo, undo_batch
from app.models import ImportBatch, User
from app.steps import Values
from tests import factories as make
from tests.support.dumps import contents

NOW = clock.now()
APART = frozenset({"version", "updated_at", "updated_by_id"})
OWN_TABLES = ("import_batch", "import_change", "journal_")


@contextmanager
def importing(session: Session, file_name: str = "suivi.xlsx") -> Iterator[ImportBatch]:
    """What is written meanwhile belongs to this batch."""
    session.flush()
    batch = make.keep(session, ImportBatch(file_name=file_name, status="applied", applied_at=NOW))
    session.execute(select(func.set_config("odd17.import_batch", str(batch.id), True)))
    yield batch
    session.flush()
    session.execute(select(func.set_config("odd17.import_batch", "", True)))


def undo(
    session: Session, batch: ImportBatch, *chosen: str, user: User | None = None, seen: str | None = None
) -> ImportBatch:
    session.flush()
    seen = seen or preview_undo(session, batch).seen
    return undo_batch(session, batch, chosen=frozenset(chosen), seen=seen, user=user, now=NOW)


def recorded(connection: Connection) -> dict[str, list[str]]:
    """Every row of every table, counters apart, those that keep imports, and the journal, which only grows."""
    dump = contents(connection)
    return {table: sorted(map(_as_text, rows)) for table, rows in dump.items() if not table.startswith(OWN_TABLES)}


def _as_text(row: Values) -> str:
    return str(sorted((name, value) for name, value in row.items() if name not in APART))


def count(session: Session, table: str) -> int:
    return session.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0
