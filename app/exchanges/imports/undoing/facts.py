"""Everything that undoing a batch depends on, read in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.links import Pointer, parent_keys, pointers_at
from app.exchanges.imports.undoing.net import Net, net_changes
from app.exchanges.imports.undoing.retyped import retyped
from app.exchanges.imports.undoing.rows import Rows, by_table, read_by_number, read_rows
from app.exchanges.imports.undoing.uniques import Slot, holders
from app.steps import Values


@dataclass(frozen=True)
class Facts:
    """What the batch did, the rows as they are ``now``, who points at those it created, the ``existing`` rows that
    former values point at, who holds now what they would hold, and the columns a person wrote since.
    """

    nets: dict[str, Net]
    now: Rows
    pointers: tuple[Pointer, ...]
    existing: frozenset[str]
    holders: dict[Slot, str]
    retyped: dict[str, frozenset[str]] = field(default_factory=dict)

    def created(self) -> Iterator[Net]:
        return (net for net in self.nets.values() if net.is_created and net.key in self.now)

    def updated(self) -> Iterator[Net]:
        return (net for net in self.nets.values() if not net.is_created and not net.is_removed and net.key in self.now)

    def removed(self) -> Iterator[Net]:
        """Taken away by the batch, and still away."""
        return (net for net in self.nets.values() if net.is_removed and net.key not in self.now)


def read_facts(session: Session, batch_id: int, *, hold: bool = False) -> Facts:
    """`hold`: nobody edits these rows, nor attaches anything to them, until the transaction ends."""
    nets = net_changes(session, batch_id)
    now = read_rows(session, by_table((net.table, net.row) for net in nets.values()), hold=hold)
    facts = Facts(nets, now, (), frozenset(), {})
    former = list(_former(facts))
    created = by_table((net.table, now[net.key]) for net in facts.created())
    return Facts(
        nets,
        now,
        tuple(pointers_at(session, created)),
        _existing(session, former),
        holders(session, former),
        retyped(session, batch_id, nets.values(), now),
    )


def _former(facts: Facts) -> Iterator[tuple[str, Values]]:
    """Rows as they would be again."""
    for net in facts.updated():
        yield net.table, facts.now[net.key] | {name: (net.before or {})[name] for name in net.changed}
    for net in facts.removed():
        yield net.table, net.before or {}


def _existing(session: Session, rows: list[tuple[str, Values]]) -> frozenset[str]:
    wanted: dict[str, set[object]] = defaultdict(set)
    for table, row in rows:
        for column, key in parent_keys(table, row):
            wanted[key.partition(":")[0]].add(row[column])
    return frozenset(read_by_number(session, wanted))
