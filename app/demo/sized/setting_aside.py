"""What PostgreSQL does row by row, put off until all the rows are there: references, indexes, journal.

Within one transaction: nobody else ever sees a table without them, and a load that stops leaves nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text

REFERENCES = text("""
SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS made
FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY (:tables) ORDER BY 1, 2
""")
INDEXES = text("""
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made
FROM pg_index WHERE indrelid::regclass::text = ANY (:tables) AND NOT indisunique ORDER BY 1
""")
TRIGGERS = text("""
SELECT tgrelid::regclass::text AS of, quote_ident(tgname) AS name, tgenabled AS state
FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid::regclass::text = ANY (:tables) ORDER BY 1, 2
""")
ENABLED = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


@contextmanager
def set_aside(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """As the owner of the tables. Every reference is checked as it comes back."""
    references, indexes, triggers = (_of(connection, found, tables) for found in (REFERENCES, INDEXES, TRIGGERS))
    _each(connection, (f"ALTER TABLE {line.of} DISABLE TRIGGER {line.name}" for line in triggers))
    _each(connection, (f"ALTER TABLE {line.of} DROP CONSTRAINT {line.name}" for line in references))
    _each(connection, (f"DROP INDEX {line.name}" for line in indexes))
    yield
    connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
    _each(connection, (line.made for line in indexes))
    _each(connection, (f"ALTER TABLE {line.of} ADD CONSTRAINT {line.name} {line.made}" for line in references))
    _each(connection, (f"ALTER TABLE {line.of} {_enabled(line.state)} TRIGGER {line.name}" for line in triggers))


def _enabled(state: str | bytes) -> str:
    return ENABLED[state.decode() if isinstance(state, bytes) else state]


def _of(connection: Connection, found: Any, tables: Sequence[str]) -> Sequence[Any]:
    return connection.execute(found, {"tables": list(tables)}).all()


def _each(connection: Connection, statements: Iterator[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
