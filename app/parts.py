"""Parts of pages, each with the tables it was made from: a change of the others leaves it as it is.

The tables are not declared, they are read in the statements sent while the part is made. What a part reads depends on
nothing but its key and what it read before: while none of these tables changes, it would be made the same again. What
is remembered elsewhere in the process and read without a statement must therefore never change: see ``grids_of``.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.db import ReadSession
from app.journal.columns import TABLES_LEFT_OUT
from app.models import Base
from app.shelf import Shelf

Value = TypeVar("Value")
WORKED_OUT = {"axis_share": {"result", "axis_result"}, "territory": set[str]()}
"""Not in the journal: what changes in the same act, as that of these tables; delivered with the program."""
UNSEEN = frozenset(TABLES_LEFT_OUT.keys() - WORKED_OUT.keys())
WORD = re.compile(r'(?<![\w.])"?([a-z_]+)"?(?![\w.])')


class Part(NamedTuple):
    value: Any
    tables: frozenset[str]


class Parts(Shelf):
    """`unseen`: tables whose changes nothing tells; what is made from them is not kept."""

    def __init__(self, size: int, unseen: Collection[str] = (), held: Collection[tuple[Hashable, Part]] = ()) -> None:
        super().__init__(size)
        self._unseen = UNSEEN | set(unseen)
        self._values.update(held)

    def made(self, key: Hashable, session: Session, make: Callable[[Session], Value]) -> Value:
        """`make` is given a session of its own, which has loaded nothing yet; `key` says the rest, as for `get`."""
        found: Part | None = self.find(key)
        if found is None:
            value, tables = make_and_read(session, make)
            found = Part(value, tables)
            if not tables & self._unseen:
                self.put(key, found)
        return cast(Value, found.value)

    def but(self, changed: Collection[str]) -> "Parts":
        """Those which read none of these tables."""
        kept = [(key, part) for key, part in self.all() if part.tables.isdisjoint(changed)]
        return Parts(self._size, self._unseen, kept)


def make_and_read(session: Session, make: Callable[[Session], Value]) -> tuple[Value, frozenset[str]]:
    """What is made, and the tables it was made from."""
    connection = session.connection()
    with _sent(connection) as statements, ReadSession(connection, join_transaction_mode="rollback_only") as own:
        made = make(own)
    return made, tables_of(statements)


def tables_of(statements: Collection[str]) -> frozenset[str]:
    """Every table named in them as a table may be; one too many only makes a part forgotten too often."""
    words = {word for statement in statements for word in WORD.findall(statement)}
    named = words & Base.metadata.tables.keys()
    return frozenset(named.union(*(WORKED_OUT.get(name, ()) for name in named)))


@contextmanager
def _sent(connection: Connection) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", note)
