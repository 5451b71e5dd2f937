"""Acts that only make sense together: those on one project and all it owns; on one organisation."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.acts import Act
from app.exchanges.imports.undoing.facts import Facts
from app.exchanges.imports.undoing.links import parents_of
from app.exchanges.imports.undoing.rows import Rows, in_order, read_by_number, single_key
from app.steps import Values


def grouped(session: Session, facts: Facts, acts: Sequence[Act]) -> list[list[Act]]:
    """Groups of projects first: an organisation goes once nothing needs it."""
    owners = _owners(session, facts, acts)
    groups: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        groups[_root(act.table, act.row, act.key, owners)].append(act)
    return [groups[root] for root in sorted(groups, key=_rank, reverse=True)]


def _rank(root: str) -> tuple[int, str]:
    return in_order()[root.partition(":")[0]], root


def _root(table: str, row: Values, key: str, owners: Rows) -> str:
    """The topmost record it goes with."""
    while (owner := _owner(table, row)) is not None:
        key = single_key(*owner)
        if key not in owners:
            break
        table, row = owner[0], owners[key]
    return key


def _owner(table: str, row: Values) -> tuple[str, object] | None:
    return next((p.target, row[p.column]) for p in parents_of(table) if p.goes_with) if _is_owned(table) else None


def _is_owned(table: str) -> bool:
    return any(parent.goes_with for parent in parents_of(table))


def _owners(session: Session, facts: Facts, acts: Sequence[Act]) -> Rows:
    """Every record on the way up, those of the batch as they are, the others read level by level."""
    owners: Rows = {net.key: facts.now.get(net.key, net.row) for net in facts.nets.values()}
    level = [(act.table, act.row) for act in acts]
    while level:
        wanted: dict[str, set[object]] = defaultdict(set)
        for table, row in level:
            owner = _owner(table, row)
            if owner is not None and single_key(*owner) not in owners:
                wanted[owner[0]].add(owner[1])
        found = read_by_number(session, wanted)
        owners |= found
        level = [(key.partition(":")[0], row) for key, row in found.items()]
    return owners
