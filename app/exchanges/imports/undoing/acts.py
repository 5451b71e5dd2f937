"""A decision as acts, one a row, in an order in which no rule of one table is broken on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from app.exchanges.imports.undoing.decision import Decision
from app.exchanges.imports.undoing.facts import Facts
from app.exchanges.imports.undoing.links import parent_keys
from app.exchanges.imports.undoing.uniques import slots
from app.steps import Values


class Verb(IntEnum):
    REMOVE = 1
    RESTORE = 2
    RETURN = 3
    RESTORE_AFTER = 4
    """What is restored points at a row that returns."""


@dataclass(frozen=True)
class Act:
    """``wave``: rows that take a place which others of their table leave come after those."""

    verb: Verb
    key: str
    table: str
    row: Values
    columns: frozenset[str] = frozenset()
    wave: int = 0


def acts_of(facts: Facts, decision: Decision) -> Iterator[Act]:
    for net in decision.removing.values():
        yield Act(Verb.REMOVE, net.key, net.table, facts.now[net.key])
    for key, values in decision.restoring.items():
        table = facts.nets[key].table
        is_after = any(target in decision.returning for _, target in parent_keys(table, values))
        verb = Verb.RESTORE_AFTER if is_after else Verb.RESTORE
        yield Act(verb, key, table, facts.now[key] | values, frozenset(values), _wave(facts, decision, key))
    for net in decision.returning.values():
        yield Act(Verb.RETURN, net.key, net.table, net.before or {})


def _wave(facts: Facts, decision: Decision, key: str) -> int:
    """How many rows leave their place one after the other before this one; in a ring, each waits for all."""
    passed = [key]
    while (holder := _holder(facts, decision, passed[-1])) is not None and holder not in passed:
        passed.append(holder)
    return len(passed) - 1


def _holder(facts: Facts, decision: Decision, key: str) -> str | None:
    row = facts.now[key] | decision.restoring[key]
    found = (facts.holders.get(slot) for _, slot in slots(facts.nets[key].table, row))
    return next((holder for holder in found if holder != key and holder in decision.restoring), None)
