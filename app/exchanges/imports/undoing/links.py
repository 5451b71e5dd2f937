"""Who points at what: the foreign keys of a row, and the rows that point at those a batch created."""
# ruff: noqa: S608  (names of tables and columns come from the tables of the code, values are bound)

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.rows import key_columns, single_key, table_of
from app.steps import Link, Values, links_to


class Parent(NamedTuple):
    """A column of a row that points at another row; ``goes_with`` says the row goes when that one does."""

    column: str
    target: str
    goes_with: bool


class Pointer(NamedTuple):
    target: str
    table: str
    column: str
    source: str


@cache
def parents_of(table: str) -> tuple[Parent, ...]:
    keys = sorted(table_of(table).foreign_keys, key=lambda key: str(key.parent.name))
    return tuple(Parent(key.parent.name, key.column.table.name, key.ondelete == "CASCADE") for key in keys)


@cache
def target_of(table: str, column: str) -> str | None:
    return next((parent.target for parent in parents_of(table) if parent.column == column), None)


def parent_keys(table: str, row: Mapping[str, Any], *, only_owners: bool = False) -> Iterator[tuple[str, str]]:
    """Each column that points somewhere, with the key it points at."""
    for parent in parents_of(table):
        value = row.get(parent.column)
        if value is not None and (parent.goes_with or not only_owners):
            yield parent.column, single_key(parent.target, value)


def pointers_at(session: Session, created: Mapping[str, Iterable[Values]]) -> list[Pointer]:
    """From any table of the database, whatever wrote it; one statement a foreign key. Those created point at will."""
    numbers = {table: [row["id"] for row in rows] for table, rows in created.items() if key_columns(table) == ("id",)}
    return [
        pointer
        for table, own in numbers.items()
        for link in _links(table)
        for pointer in _pointers(session, table, link, own, numbers.get(link.table, []))
    ]


@cache
def _links(table: str) -> tuple[Link, ...]:
    return tuple(links_to(table))


def _pointers(session: Session, target: str, link: Link, numbers: list[int], own: list[int]) -> Iterator[Pointer]:
    names = ", ".join(f'"{name}"::text' for name in key_columns(link.table))
    query = f'SELECT "{link.column}", {names} FROM "{link.table}" WHERE "{link.column}" = ANY(:numbers)'
    asked = {"numbers": numbers}
    if key_columns(link.table) == ("id",):
        query, asked = f"{query} AND id <> ALL(:own)", asked | {"own": own}
    for value, *key in session.execute(text(query), asked):
        yield Pointer(single_key(target, value), link.table, link.column, ":".join((link.table, *key)))
