"""Decides what goes back and what stays: facts in, a decision out, nothing read nor written."""

from collections.abc import Iterator

from app.exchanges.imports.undoing.closing import held_by
from app.exchanges.imports.undoing.decision import Block, BlockKind, Decision, field_key
from app.exchanges.imports.undoing.facts import Facts
from app.exchanges.imports.undoing.links import parent_keys
from app.exchanges.imports.undoing.net import SIGNATURES, Net, differing, ignored
from app.exchanges.imports.undoing.uniques import slots
from app.exchanges.imports.undoing.wholes import WHOLES
from app.steps import Values


def decide(facts: Facts, chosen: frozenset[str] = frozenset()) -> Decision:
    """`chosen`: keys of records, or of one of their fields, that go back though someone edited them since."""
    decision = Decision(edited=_edited(facts, chosen), gone=_gone(facts))
    while True:
        _settle(facts, decision)
        more = [*_blocked(facts, decision), *_lost(facts, decision)]
        if not more:
            return decision
        for key, column, block in more:
            if column is None:
                decision.lost[key] = block
            else:
                decision.blocked[key][column] = block


def _is_chosen(chosen: frozenset[str], key: str, column: str) -> bool:
    return key in chosen or field_key(key, column) in chosen


def _edited(facts: Facts, chosen: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """A record created may only be taken away whole: it is edited as long as one of its fields is not given up."""
    found: dict[str, tuple[str, ...]] = {}
    for net in facts.created():
        columns = tuple(_touched(facts, net))
        if not all(_is_chosen(chosen, net.key, column) for column in columns):
            found[net.key] = columns
    for net in facts.updated():
        columns = tuple(column for column in _changed_since(facts, net) if not _is_chosen(chosen, net.key, column))
        if columns:
            found[net.key] = columns
    return found


def _touched(facts: Facts, net: Net) -> Iterator[str]:
    """Of a row the batch created: what it says otherwise now, and what a person wrote, were it the same."""
    after, written = net.after or {}, facts.retyped.get(net.key, ())
    apart = set(differing(net.table, after, facts.now[net.key]))
    return (name for name in after if name in apart or (name in written and name not in ignored(net.table)))


def _changed_since(facts: Facts, net: Net) -> Iterator[str]:
    before, after, now = net.before or {}, net.after or {}, facts.now[net.key]
    written = facts.retyped.get(net.key, ())
    for name in net.changed:
        said_again = name in written and now[name] != before[name]
        if said_again or now[name] not in (before[name], after[name]):
            yield name


def _gone(facts: Facts) -> list[Net]:
    return [
        net for net in facts.nets.values() if not net.is_created and not net.is_removed and net.key not in facts.now
    ]


def _settle(facts: Facts, decision: Decision) -> None:
    decision.restoring = {
        net.key: values for net in facts.updated() if (values := _former_values(facts, decision, net))
    }
    decision.returning = {net.key: net for net in facts.removed() if net.key not in decision.lost}
    decision.holds = held_by(facts, decision.edited, decision.restoring)
    decision.removing = {net.key: net for net in facts.created() if net.key not in decision.holds}


def _former_values(facts: Facts, decision: Decision, net: Net) -> Values:
    before, now = net.before or {}, facts.now[net.key]
    stays = {*decision.edited.get(net.key, ()), *decision.blocked.get(net.key, ())}
    values = {name: before[name] for name in net.changed if name not in stays and now[name] != before[name]}
    if values and not stays:
        values |= {name: before[name] for name in SIGNATURES.get(net.table, ())}
    return values


Found = tuple[str, str | None, Block]
"""Key, column, and why; no column for a row that cannot come back."""


def _blocked(facts: Facts, decision: Decision) -> Iterator[Found]:
    for key, values in decision.restoring.items():
        table, now = facts.nets[key].table, facts.now[key]
        former = now | values
        for whole in WHOLES.get(table, ()):
            if whole.holds(now) and not whole.holds(former):
                others = tuple(sorted(whole.columns - values.keys()))
                yield from ((key, name, Block(BlockKind.WHOLE, "", others)) for name in values.keys() & whole.columns)
        for column, target in parent_keys(table, values):
            if _is_missing(facts, decision, target):
                yield key, column, Block(BlockKind.MISSING, target)
        for holder, columns in _takers(facts, decision, table, key, former):
            yield from ((key, name, Block(BlockKind.TAKEN, holder)) for name in values.keys() & columns)


def _lost(facts: Facts, decision: Decision) -> Iterator[Found]:
    for net in decision.returning.values():
        row = net.before or {}
        missing = [key for _, key in parent_keys(net.table, row) if _is_missing(facts, decision, key)]
        takers = [holder for holder, _ in _takers(facts, decision, net.table, net.key, row)]
        if missing:
            yield net.key, None, Block(BlockKind.MISSING, missing[0])
        elif takers:
            yield net.key, None, Block(BlockKind.TAKEN, takers[0])


def _is_missing(facts: Facts, decision: Decision, key: str) -> bool:
    return key not in facts.existing and key not in decision.returning


def _takers(
    facts: Facts, decision: Decision, table: str, key: str, former: Values
) -> Iterator[tuple[str, frozenset[str]]]:
    """Rows that would hold the same as the row as it would be again, and the columns at stake."""
    for unique, slot in slots(table, former):
        holder = facts.holders.get(slot)
        if holder is None or holder == key or holder in decision.removing:
            continue
        if holder in decision.restoring:
            later = facts.now[holder] | decision.restoring[holder]
            if slot not in [each for _, each in slots(table, later)]:
                continue
        yield holder, unique.reads
