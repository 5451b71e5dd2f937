"""What only one row of a table may hold, and who holds it now: a number given to another organisation since."""
# ruff: noqa: S608  (names of tables and columns come from the tables of the code, values are bound)

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.rows import as_json, by_table, key_of, parsed, table_of

Slot = tuple[str, tuple[Any, ...]]
"""A rule by its name, and the values that only one row may hold."""

Row = Mapping[str, Any]


class Unique(NamedTuple):
    """``applies`` to some rows only; ``reads`` are the columns that decide."""

    name: str
    columns: tuple[str, ...]
    reads: frozenset[str]
    applies: Callable[[Row], bool]


PARTIAL: dict[str, tuple[frozenset[str], Callable[[Row], bool]]] = {
    "uq_partner_one_porteur": (
        frozenset({"role_code", "left_on"}),
        lambda row: row["role_code"] == "porteur" and row["left_on"] is None,
    ),
}
"""Unique indexes over some rows only; a test holds this list against the tables."""


@cache
def uniques(table: str) -> tuple[Unique, ...]:
    found = []
    for rule in table_of(table).constraints:
        if isinstance(rule, UniqueConstraint):
            columns = tuple(column.name for column in rule.columns)
            found.append(Unique(str(rule.name), columns, frozenset(columns), _always))
    for index in table_of(table).indexes:
        if index.unique:
            columns = tuple(column.name for column in index.columns)
            reads, applies = PARTIAL[str(index.name)]
            found.append(Unique(str(index.name), columns, reads | set(columns), applies))
    return tuple(sorted(found))


def slots(table: str, row: Row) -> Iterator[tuple[Unique, Slot]]:
    for unique in uniques(table):
        values = tuple(row[name] for name in unique.columns)
        if None not in values and unique.applies(row):
            yield unique, (unique.name, values)


def holders(session: Session, wanted: Iterable[tuple[str, Row]]) -> dict[Slot, str]:
    """Who holds now what the rows given would hold: key by slot."""
    found: dict[Slot, str] = {}
    for table, rows in by_table((table, dict(row)) for table, row in wanted).items():
        for unique in uniques(table):
            for row in _alike(session, table, unique, [row for row in rows if unique.applies(row)]):
                found |= {slot: key_of(table, row) for own, slot in slots(table, row) if own == unique}
    return found


def _alike(session: Session, table: str, unique: Unique, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    names = unique.columns
    equal = " AND ".join(f't."{name}" = s."{name}"' for name in names)
    query = (
        f'SELECT to_jsonb(t)::text FROM jsonb_populate_recordset(NULL::"{table}", CAST(:rows AS jsonb)) AS s '
        f'JOIN "{table}" AS t ON {equal}'
    )
    keys = as_json({name: row[name] for name in names} for row in rows)
    for row in session.scalars(text(query), {"rows": keys}) if rows else ():
        yield parsed(row)


def _always(_row: Row) -> bool:
    return True
