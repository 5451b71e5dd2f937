"""Rows of any table as values, read and written many at a time: one statement a table, whatever their number."""
# ruff: noqa: S608  (names of tables and columns come from the tables of the code, values are bound)

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from app.models import Base
from app.steps import Values

Rows = dict[str, Values]
"""Rows by key."""


READER = json.JSONDecoder(parse_float=Decimal)


def parsed(row: str) -> Values:
    """Amounts stay exact."""
    values: Values = READER.decode(row)
    return values


def as_json(rows: Iterable[Mapping[str, Any]]) -> str:
    return json.dumps(list(rows), default=str)


def table_of(name: str) -> Table:
    return Base.metadata.tables[name]


@cache
def key_columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in table_of(table).primary_key)


@cache
def computed(table: str) -> frozenset[str]:
    return frozenset(column.name for column in table_of(table).columns if column.computed is not None)


@cache
def in_order() -> dict[str, int]:
    """Tables by rank: a table comes after those it points at."""
    return {table.name: rank for rank, table in enumerate(Base.metadata.sorted_tables)}


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """« milestone:12 », « project_domain:3:eau »: the same whatever happens to the row."""
    return ":".join((table, *(str(row[name]) for name in key_columns(table))))


def single_key(table: str, value: object) -> str:
    return f"{table}:{value}"


def read_rows(session: Session, wanted: Mapping[str, Iterable[Values]], *, hold: bool = False) -> Rows:
    """The rows as they stand now, found by the keys of those given; `hold` keeps them so until the transaction ends."""
    found: Rows = {}
    for table in sorted(wanted, key=in_order().__getitem__):
        names = key_columns(table)
        keys = as_json({name: row[name] for name in names} for row in wanted[table])
        query = (
            f'SELECT to_jsonb(t)::text FROM jsonb_populate_recordset(NULL::"{table}", CAST(:keys AS jsonb)) AS s '
            f'JOIN "{table}" AS t ON {_equal(names, "t", "s")} ORDER BY {_listed(names, "t")}'
        )
        held = " FOR UPDATE OF t" if hold else ""
        for row in session.scalars(text(query + held), {"keys": keys}):
            values = parsed(row)
            found[key_of(table, values)] = values
    return found


def read_by_number(session: Session, wanted: Mapping[str, Collection[Any]]) -> Rows:
    """Rows of tables with one key column, by its values."""
    keys = {table: [{key_columns(table)[0]: value} for value in values] for table, values in wanted.items() if values}
    return read_rows(session, keys)


def delete_rows(session: Session, table: str, rows: Sequence[Values]) -> None:
    names = key_columns(table)
    session.execute(
        text(
            f'DELETE FROM "{table}" AS t USING jsonb_populate_recordset(NULL::"{table}", CAST(:rows AS jsonb)) AS s '
            f"WHERE {_equal(names, 't', 's')}"
        ),
        {"rows": as_json({name: row[name] for name in names} for row in rows)},
    )


def update_rows(
    session: Session, table: str, rows: Sequence[Values], columns: Collection[str], user: int | None
) -> None:
    """`rows` are whole, as they shall be: a column that only some of them change keeps its value in the others."""
    own = table_of(table).c
    counters = {"version": "t.version + 1", "updated_at": "now()", "updated_by_id": ":user"}
    sets = [f'"{name}" = s."{name}"' for name in sorted(columns)]
    sets += [f'"{name}" = {value}' for name, value in counters.items() if name in own]
    session.execute(
        text(
            f'UPDATE "{table}" AS t SET {", ".join(sets)} '
            f'FROM jsonb_populate_recordset(NULL::"{table}", CAST(:rows AS jsonb)) AS s '
            f"WHERE {_equal(key_columns(table), 't', 's')}"
        ),
        {"rows": as_json(rows), **({"user": user} if "updated_by_id" in own else {})},
    )


def insert_rows(session: Session, table: str, rows: Sequence[Values]) -> None:
    """With the numbers they had."""
    names = ", ".join(f'"{column.name}"' for column in table_of(table).columns if column.computed is None)
    session.execute(
        text(
            f'INSERT INTO "{table}" ({names}) SELECT {names} '
            f'FROM jsonb_populate_recordset(NULL::"{table}", CAST(:rows AS jsonb))'
        ),
        {"rows": as_json(rows)},
    )


def by_table(rows: Iterable[tuple[str, Values]]) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = defaultdict(list)
    for table, row in rows:
        found[table].append(row)
    return found


def _equal(names: Sequence[str], one: str, other: str) -> str:
    return f"({_listed(names, one)}) = ({_listed(names, other)})"


def _listed(names: Sequence[str], of: str) -> str:
    return ", ".join(f'{of}."{name}"' for name in names)
