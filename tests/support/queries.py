"""Counting the SQL statements of a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event


class Statements(list[str]):
    """What was sent to the database, savepoints left out."""


@contextmanager
def counted(bind: Engine | Connection) -> Iterator[Statements]:
    """`with counted(connection) as statements: client.get(…)`, then `len(statements)`."""
    found = Statements()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "SAVEPOINT" not in statement:
            found.append(statement)

    event.listen(bind, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(bind, "before_cursor_execute", note)
