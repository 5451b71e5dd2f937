"""What a batch wrote, row by row and field by field, in French, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Text, cast, select, text
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.labels import COLUMNS, label
from app.exchanges.imports.undoing.naming import Names
from app.exchanges.imports.undoing.net import COUNTERS
from app.exchanges.imports.undoing.rows import Rows, computed, key_columns, key_of, parsed
from app.exchanges.imports.undoing.values import shown
from app.exchanges.imports.undoing.words import noun
from app.models import ImportChange
from app.steps import Values

Action = Literal["added", "changed", "removed"]
EARLIER = """
SELECT coalesce(after, before)::text FROM import_change
WHERE batch_id = :batch AND table_name = :table AND coalesce(after, before) ->> :column = ANY(:values) ORDER BY id
"""


@dataclass(frozen=True)
class WrittenField:
    """Empty for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class WrittenRow:
    """``id`` goes into the address of the next page."""

    id: int
    table: str
    record: str
    action: Action
    fields: tuple[WrittenField, ...]


def written(session: Session, batch_id: int, after_id: int = 0, limit: int = 50) -> list[WrittenRow]:
    """In the order of writing, after the row of that id. A row whose counters alone moved has no field."""
    query = (
        select(
            ImportChange.id, ImportChange.table_name, cast(ImportChange.before, Text), cast(ImportChange.after, Text)
        )
        .where(ImportChange.batch_id == batch_id, ImportChange.id > after_id)
        .order_by(ImportChange.id)
        .limit(limit)
    )
    rows = [
        (number, table, parsed(before) if before else None, parsed(after) if after else None)
        for number, table, before, after in session.execute(query)
    ]
    names = Names(session, lookup=lambda wanted: _earlier(session, batch_id, wanted))
    names.learn((table, row) for _, table, *both in rows for row in both if row is not None)
    return [_row(names, *row) for row in rows]


def _row(names: Names, number: int, table: str, before: Values | None, after: Values | None) -> WrittenRow:
    action: Action = "added" if before is None else "removed" if after is None else "changed"
    record = names.of(table, after or before or {})
    return WrittenRow(number, noun(table).one, record, action, tuple(_fields(names, table, before or {}, after or {})))


def _fields(names: Names, table: str, before: Values, after: Values) -> Iterator[WrittenField]:
    for column in COLUMNS[table]:
        if column not in COUNTERS | computed(table) and before.get(column) != after.get(column):
            former, new = (shown(table, column, row.get(column), names.labelled) for row in (before, after))
            if former or new:
                yield WrittenField(label(table, column), former, new)


def _earlier(session: Session, batch_id: int, wanted: dict[str, set[object]]) -> Rows:
    """Records that are gone, as this batch last saw them."""
    found: Rows = {}
    for table, values in wanted.items():
        asked = {"batch": batch_id, "table": table, "column": key_columns(table)[0], "values": [*map(str, values)]}
        for row in session.scalars(text(EARLIER), asked):
            parsed_row = parsed(row)
            found[key_of(table, parsed_row)] = parsed_row
    return found
