"""The rows of a filled template: each record as its sheet would say it, with its number and how it is now."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from imports.columns import AnyColumn
from imports.kinds.identity import IDENTITY
from imports.kinds.kind import Kind
from imports.records.entity import Entity, Records
from imports.records.versions import fingerprint
from imports.templates.sheets import Row, TemplateSheet
from imports.vocabulary import Vocabulary
from imports.words import folded

Keep = Callable[[Entity], bool]


def sheet_of(
    kind: Kind, vocabulary: Vocabulary, records: Records | None = None, keep: Keep | None = None
) -> TemplateSheet:
    """Empty without records. `keep` chooses among them; the order is that of the cells, which people can follow."""
    columns = tuple(kind.columns(vocabulary))
    fields = {column.field for column in (*columns, *IDENTITY)}
    rows = list(_rows(kind, records, fields, keep)) if records else []

    def place(row: Row) -> tuple[Any, ...]:
        return *(_sortable(row, column) for column in columns if column.required), row["id"] or 0

    return TemplateSheet(kind.titles[0], columns, sorted(rows, key=place))


def _rows(kind: Kind, records: Records, fields: set[str], keep: Keep | None) -> Iterator[Row]:
    for entity in records.all(kind.table):
        if keep is None or keep(entity):
            number = entity.id if isinstance(entity.id, int) else None
            yield kind.row_of(entity.values, records) | {"id": number, "seen": fingerprint(kind, entity, fields)}


def _sortable(row: Row, column: AnyColumn) -> str:
    value = row.get(column.field)
    return value.isoformat() if isinstance(value, date) else folded(str(value or ""))
