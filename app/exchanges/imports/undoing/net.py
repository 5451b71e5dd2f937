"""What a batch did in the end to each row: the row before its first change, the row after its last."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.rows import computed, key_of, parsed
from app.models import ImportChange
from app.steps import Values

COUNTERS = frozenset({"version", "created_at", "updated_at", "updated_by_id"})
"""They go on counting, and say who saved, not what: never put back, never taken for an edit."""

SIGNATURES = {
    "answer": frozenset({"answered_at", "answered_by_id", "invitation_id"}),
    "instalment": frozenset({"payable_by_id", "payable_at", "payable_reason", "paid_by_id", "single_handed"}),
}
"""Who gave an answer, who had money paid: goes back with it, never without."""


@dataclass(frozen=True)
class Net:
    """``before`` is none for a row the batch created, ``after`` for one it took away."""

    key: str
    table: str
    before: Values | None
    after: Values | None

    @property
    def is_created(self) -> bool:
        return self.before is None

    @property
    def is_removed(self) -> bool:
        return self.after is None

    @property
    def row(self) -> Values:
        return self.after or self.before or {}

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The columns of a row that was there before and still is after."""
        return differing(self.table, self.before or {}, self.after or {})


def differing(table: str, one: Values, other: Values) -> tuple[str, ...]:
    if one == other:
        return ()
    apart = ignored(table)
    return tuple(name for name, value in one.items() if name not in apart and other.get(name, ...) != value)


@cache
def ignored(table: str) -> frozenset[str]:
    return COUNTERS | computed(table) | SIGNATURES.get(table, frozenset())


def net_changes(session: Session, batch_id: int) -> dict[str, Net]:
    """Rows that end as they began, or were created and taken away, are left out."""
    nets: dict[str, Net] = {}
    for table, before, after in _changes(session, batch_id):
        key = key_of(table, after or before or {})
        first = nets.get(key)
        nets[key] = Net(key, table, first.before if first else before, after)
    return {net.key: net for net in nets.values() if _says_something(net)}


def _changes(session: Session, batch_id: int) -> Iterator[tuple[str, Values | None, Values | None]]:
    query = (
        select(ImportChange.table_name, cast(ImportChange.before, Text), cast(ImportChange.after, Text))
        .where(ImportChange.batch_id == batch_id)
        .order_by(ImportChange.id)
    )
    for table, before, after in session.execute(query):
        yield table, parsed(before) if before else None, parsed(after) if after else None


def _says_something(net: Net) -> bool:
    if net.before is None or net.after is None:
        return net.before is not net.after
    return bool(net.changed)
