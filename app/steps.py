"""Small changes of rows, whatever their table, each with what was there before: done, kept as JSON, done backwards."""
# ruff: noqa: S608  (names of tables and columns come from the tables of the code, values are bound)

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.models import Base

Values = dict[str, Any]
COUNTERS = frozenset({"version", "updated_at"})
"""They go on counting: put back, a form opened in between would pass for a fresh one."""


class Link(NamedTuple):
    """A column that points at a table, and what the database does when its target goes."""

    table: str
    column: str
    on_delete: str | None

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass(frozen=True)
class Step:
    """``before`` is none for a row added, ``after`` for a row taken away."""

    table: str
    before: Values | None
    after: Values | None

    @property
    def row(self) -> Values:
        return self.after or self.before or {}

    @property
    def changed(self) -> Values:
        """What the step set, with the values it set."""
        before = self.before or {}
        return {name: value for name, value in (self.after or {}).items() if before.get(name, ...) != value}

    def as_json(self) -> Values:
        return asdict(self)


def links_to(target: str) -> list[Link]:
    """Every foreign key to a table, read from the tables themselves: a new one is not forgotten."""
    return [
        Link(table.name, key.parent.name, key.ondelete)
        for table in Base.metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda key: str(key.parent.name))
        if key.column.table.name == target
    ]


def rows_where(session: Session, table: str, column: str, value: object) -> list[Values]:
    order = ", ".join(f't."{name}"' for name in _keys(table))
    query = f'SELECT to_jsonb(t) FROM "{table}" AS t WHERE t."{column}" = :value ORDER BY {order}'
    return list(session.scalars(text(query), {"value": value}))


def current(session: Session, table: str, row: Values) -> Values | None:
    """The row as it stands now, found by the key of what it was."""
    found: Values | None = session.scalar(
        _with_row(f'SELECT to_jsonb(t) FROM "{table}" AS t {_same(table)}'), _own(row)
    )
    return found


def set_columns(session: Session, table: str, row: Values, values: Mapping[str, Any]) -> Step:
    before, changed = current(session, table, row), {**row, **values}
    names = ", ".join(f'"{name}"' for name in values)
    source = f'(SELECT {names} FROM jsonb_populate_record(NULL::"{table}", :row))'
    session.execute(_with_row(f'UPDATE "{table}" AS t SET ({names}) = {source} {_same(table)}'), _own(changed))
    return Step(table, before, current(session, table, row))


def add(session: Session, table: str, row: Values) -> Step:
    names = ", ".join(f'"{name}"' for name in _writable(table) if name in row)
    query = f'INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_populate_record(NULL::"{table}", :row)'
    session.execute(_with_row(query), _own(row))
    return Step(table, None, current(session, table, row))


def remove(session: Session, table: str, row: Values) -> list[Step]:
    """With what goes with it: rows that follow are taken away first, links that may be empty are emptied."""
    steps = list(_dependants(session, table, row))
    session.execute(_with_row(f'DELETE FROM "{table}" AS t {_same(table)}'), _own(row))
    return [*steps, Step(table, row, None)]


def backwards(session: Session, steps: Iterable[Step]) -> None:
    for step in reversed(list(steps)):
        if step.after is None:
            add(session, step.table, step.row)
        elif step.before is None:
            remove(session, step.table, step.row)
        else:
            _put_back(session, step)


def _put_back(session: Session, step: Step) -> None:
    now = current(session, step.table, step.row) or {}
    values = {name: (step.before or {})[name] for name in step.changed if name in _writable(step.table)}
    if "version" in values:
        values["version"] = now["version"] + 1
    set_columns(session, step.table, now, values)


def _dependants(session: Session, table: str, row: Values) -> Iterator[Step]:
    for link in links_to(table):
        for own in rows_where(session, link.table, link.column, row["id"]):
            if link.on_delete == "CASCADE":
                yield from remove(session, link.table, own)
            elif link.on_delete == "SET NULL":
                yield set_columns(session, link.table, own, {link.column: None})


def _same(table: str) -> str:
    keys = _keys(table)
    mine, asked = (", ".join(f'{side}"{name}"' for name in keys) for side in ("t.", ""))
    return f'WHERE ({mine}) = (SELECT {asked} FROM jsonb_populate_record(NULL::"{table}", :row))'


def _with_row(query: str) -> Any:
    return text(query).bindparams(bindparam("row", type_=JSONB))


def _own(row: Values) -> dict[str, Values]:
    return {"row": row}


def _keys(table: str) -> list[str]:
    return [column.name for column in _table(table).primary_key]


def _writable(table: str) -> list[str]:
    return [column.name for column in _table(table).columns if column.computed is None]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
