"""Writes what a plan says, in bulk: rows to add by COPY, rows to change in one statement a set of columns.

What others point at comes first; of one table, rows to change come first, and a partner that ceases to be the carrier
before the one that becomes it.
"""
# ruff: noqa: S608  (names of tables and columns come from the tables of the code, values are bound)

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import psycopg
from psycopg import sql
from pydantic_core import to_jsonable_python
from sqlalchemy import Table, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Base, User
from imports.records.entity import Ref
from imports.records.held import hold_open_grids
from imports.records.planned import Write
from imports.records.stale import Stale

__all__ = ["Numbers", "Stale", "Tell", "write_all"]

CHUNK = 1_000
TABLES = Base.metadata.sorted_tables
ORDER = {table.name: place for place, table in enumerate(TABLES)}
Numbers = dict[Ref, int]
Tell = Callable[[int], None]


def write_all(session: Session, writes: Iterable[Write], *, user: User | None, tell: Tell | None = None) -> Numbers:
    """`tell` is called with the number of rows written since the last call. Raises `Stale`, or `IntegrityError`."""
    session.flush()
    numbers: Numbers = {}
    in_turn: dict[tuple[int, bool, bool], list[Write]] = defaultdict(list)
    for write in _merged(writes):
        in_turn[_turn(write)].append(write)
    for turn, rows in sorted(in_turn.items(), key=itemgetter(0)):
        place, is_new, _ = turn
        table = TABLES[place]
        if table.name == "answer":
            hold_open_grids(session, rows)
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            (_add if is_new else _change)(session, table, chunk, numbers, user)
            if tell:
                tell(len(chunk))
    session.expire_all()
    return numbers


def _merged(writes: Iterable[Write]) -> Iterable[Write]:
    """What one sheet creates and another completes is written once."""
    made: dict[Ref, Write] = {}
    for write in writes:
        if not isinstance(write.id, Ref):
            yield write
        elif write.id in made:
            made[write.id] = write._replace(values={**made[write.id].values, **write.values})
        else:
            made[write.id] = write
    yield from made.values()


def _turn(write: Write) -> tuple[int, bool, bool]:
    return ORDER[write.table], _adds(write), write.values.get("role_code") == "porteur"


def _adds(write: Write) -> bool:
    """A table without a number of its own says it adds by giving no version."""
    return isinstance(write.id, Ref) or write.version is None


def _add(session: Session, table: Table, writes: Sequence[Write], numbers: Numbers, user: User | None) -> None:
    if "id" in table.c:
        given = _next_numbers(session, table, len(writes))
        numbers |= {write.id: number for write, number in zip(writes, given, strict=True)}
    by_columns: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(table, writes, numbers, user):
        by_columns[frozenset(row)].append(row)
    for columns, same in by_columns.items():
        _copy(session, table, sorted(columns), same)


def _next_numbers(session: Session, table: Table, count: int) -> Sequence[int]:
    series = func.generate_series(1, count).table_valued("n")
    statement = select(func.nextval(func.pg_get_serial_sequence(f'"{table.name}"', "id"))).select_from(series)
    return session.scalars(statement).all()


def _rows(table: Table, writes: Iterable[Write], numbers: Numbers, user: User | None) -> Iterator[dict[str, Any]]:
    known, has_number, signature = frozenset(table.c.keys()), "id" in table.c, _signature(table, user)
    for write in writes:
        row = {
            name: numbers[value] if isinstance(value, Ref) else value
            for name, value in write.values.items()
            if name in known
        }
        if has_number and isinstance(write.id, Ref):
            row["id"] = numbers[write.id]
        yield row | signature


def _signature(table: Table, user: User | None) -> dict[str, int | None]:
    """Who writes the row; an answer typed for a partner is no longer its own."""
    own_id = user.id if user else None
    if table.name == "answer":
        return {"answered_by_id": own_id, "invitation_id": None}
    return {"updated_by_id": own_id} if "updated_by_id" in table.c else {}


def _copy(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    driver: Any = session.connection().connection.driver_connection
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    values_of = itemgetter(*columns)  # a tuple: every row has at least its number and a value
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(values_of(row))
    except psycopg.IntegrityError as fault:
        raise IntegrityError("COPY", None, fault) from fault


def _change(session: Session, table: Table, writes: Sequence[Write], numbers: Numbers, user: User | None) -> None:
    """One statement for the rows that change the same columns."""
    by_columns: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for write, row in zip(writes, _rows(table, writes, numbers, user), strict=True):
        by_columns[frozenset(row)].append(row | _identity(table, write))
    for columns, same in by_columns.items():
        _update(session, table, sorted(columns), same)


def _identity(table: Table, write: Write) -> dict[str, Any]:
    keys = [column.name for column in table.primary_key]
    given = write.id if len(keys) > 1 else (write.id,)
    return {**dict(zip(keys, given, strict=True)), "version": write.version}


def _update(session: Session, table: Table, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    stamp = "answered_at" if table.name == "answer" else "updated_at"
    sets = [f'"{name}" = s."{name}"' for name in columns]
    keys = [f't."{column.name}" = s."{column.name}"' for column in table.primary_key]
    statement = (
        f'UPDATE "{table.name}" AS t SET {", ".join(sets)}, version = t.version + 1, "{stamp}" = now() '
        f'FROM jsonb_populate_recordset(NULL::"{table.name}", :rows) AS s '
        f"WHERE {' AND '.join(keys)} AND t.version = s.version"
    )
    done: Any = session.execute(
        text(statement).bindparams(bindparam("rows", type_=JSONB)), {"rows": to_jsonable_python(rows)}
    )
    if done.rowcount != len(rows):
        raise Stale
