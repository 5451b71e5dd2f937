"""Which recorded instalment or milestone is the one a row speaks of; nothing recorded is ever removed by an import."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from imports.identity import number_of


class Dated(Protocol):
    @property
    def due_on(self) -> date: ...


Row = TypeVar("Row", bound=Dated)
Record = TypeVar("Record", bound=Dated)


BY_NUMBER = (lambda row: number_of(row.source), lambda record: record.id)
"""The record that a row of a template names, before any name is looked at."""


def paired(
    rows: Sequence[Row],
    records: Iterable[Record],
    keys: Sequence[tuple[Callable[[Row], Hashable], Callable[[Record], Hashable]]],
) -> tuple[list[tuple[Row, Record | None]], list[Record]]:
    """Each row with its record, trying the keys in turn, the oldest due date first; then the records left alone."""
    found: dict[int, Record] = {}
    left = sorted(records, key=lambda record: record.due_on)
    if not left:
        return [(row, None) for row in rows], left
    for row_key, record_key in keys:
        waiting = sorted((i for i in range(len(rows)) if i not in found), key=lambda i: rows[i].due_on)
        for i in waiting:
            match = next((record for record in left if record_key(record) == row_key(rows[i])), None)
            if match is not None:
                found[i] = match
                left.remove(match)
    return [(row, found.get(i)) for i, row in enumerate(rows)], left
