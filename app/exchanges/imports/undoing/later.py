"""Who changed a record after a batch: a later import when one wrote the value it holds, else the person it names."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.exchanges.imports.undoing.rows import Rows, as_json, by_table, key_columns, key_of, parsed
from app.exchanges.imports.undoing.words import quoted
from app.models import User
from app.steps import Values

AUTHORS = {"updated_by_id": "updated_at", "answered_by_id": "answered_at"}
LATER = """
SELECT c.before::text, c.after::text, b.file_name, b.undoes_id IS NOT NULL AS is_undoing, b.applied_at
FROM import_change AS c JOIN import_batch AS b ON b.id = c.batch_id
JOIN jsonb_array_elements(CAST(:keys AS jsonb)) AS k ON {same_key}
WHERE c.table_name = :table AND c.batch_id <> :batch AND c.after IS NOT NULL
  AND c.id > (SELECT max(id) FROM import_change WHERE batch_id = :batch)
ORDER BY c.id
"""


class Change(NamedTuple):
    by: str
    at: datetime | None


class Writer(NamedTuple):
    values: Values
    change: Change


def who_changed(session: Session, batch_id: int, edited: Mapping[str, tuple[str, ...]], now: Rows) -> dict[str, Change]:
    """`edited`: the columns that changed since, by key of the record."""
    tables = {key: key.partition(":")[0] for key in edited}
    imports = _later_imports(session, batch_id, by_table((tables[key], now[key]) for key in edited))
    people = _people(session, (now[key] for key in edited))
    return {
        key: _wrote(imports.get(key), columns, now[key]) or _person(people, now[key]) for key, columns in edited.items()
    }


def _wrote(writer: Writer | None, columns: Iterable[str], now: Values) -> Change | None:
    if writer and any(name in writer.values and writer.values[name] == now[name] for name in columns):
        return writer.change
    return None


def _later_imports(session: Session, batch_id: int, rows: Mapping[str, list[Values]]) -> dict[str, Writer]:
    found: dict[str, Writer] = {}
    for table, own in rows.items():
        keys = as_json({name: row[name] for name in key_columns(table)} for row in own)
        query = text(LATER.format(same_key=_same_key(table)))
        for before, after, *file in session.execute(query, {"keys": keys, "table": table, "batch": batch_id}):
            now, former = parsed(after), parsed(before) if before else {}
            key = key_of(table, now)
            known = found[key].values if key in found else {}
            written = {name: value for name, value in now.items() if former.get(name, ...) != value}
            found[key] = Writer(known | written, _told(*file))
    return found


def _same_key(table: str) -> str:
    return " AND ".join(f"c.after ->> '{name}' = k ->> '{name}'" for name in key_columns(table))


def _told(file_name: str, is_undoing: bool, applied_at: datetime | None) -> Change:
    day = f" du {applied_at.astimezone(PARIS):%d/%m/%Y}" if applied_at else ""
    what = "l’annulation de l’import" if is_undoing else "un import"
    return Change(f"{what}{day} ({quoted(file_name)})", applied_at)


def _people(session: Session, rows: Iterable[Values]) -> dict[int, str]:
    numbers = {row[name] for row in rows for name in AUTHORS if row.get(name) is not None}
    query = select(User.id, User.name).where(User.id.in_(numbers))
    return dict(session.execute(query).all()) if numbers else {}


def _person(people: Mapping[int, str], row: Values) -> Change:
    for author, at in AUTHORS.items():
        if at in row:
            return Change(people.get(row.get(author) or 0, ""), datetime.fromisoformat(row[at]))
    return Change("", None)
