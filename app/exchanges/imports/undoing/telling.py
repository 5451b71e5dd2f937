"""A decision in words: what goes back, what was edited since and by whom, what stays and why."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.acts import acts_of
from app.exchanges.imports.undoing.closing import HoldKind
from app.exchanges.imports.undoing.counting import counted, counts_of, said
from app.exchanges.imports.undoing.decision import BlockKind, Decision, field_key
from app.exchanges.imports.undoing.facts import Facts
from app.exchanges.imports.undoing.labels import label
from app.exchanges.imports.undoing.later import Change, who_changed
from app.exchanges.imports.undoing.naming import Names
from app.exchanges.imports.undoing.net import Net
from app.exchanges.imports.undoing.reasons import GONE, because, broken, still_needed
from app.exchanges.imports.undoing.rows import in_order
from app.exchanges.imports.undoing.told import Edited, EditedField, Kept, UndoPlan
from app.exchanges.imports.undoing.values import shown
from app.exchanges.imports.undoing.words import noun
from app.exchanges.imports.undoing.writing import Stuck
from app.wording import listed


class Telling:
    """Names are learnt once for all that is told."""

    def __init__(self, session: Session, batch_id: int, facts: Facts, decision: Decision) -> None:
        self.facts = facts
        self.decision = decision
        self.names = Names(session, {net.key: net.row for net in facts.nets.values()})
        self.names.learn(self._mentioned(), self._in_the_way())
        self.changes: dict[str, Change] = who_changed(session, batch_id, decision.edited, facts.now)
        self.followers: dict[str, Counter[str]] = defaultdict(Counter)
        for key, hold in decision.holds.items():
            if hold.root != key:
                self.followers[hold.root][key.partition(":")[0]] += 1

    def plan(self) -> UndoPlan:
        decision = self.decision
        return UndoPlan(
            counts=said(counts_of(acts_of(self.facts, decision))),
            edited=tuple(self._edited(key, columns) for key, columns in decision.edited.items()),
            kept=tuple(self.kept()),
            removable=len(decision.removing),
            restorable=len(decision.restoring) + len(decision.returning),
            seen=digest(self.facts, decision),
        )

    def kept(self) -> Iterator[Kept]:
        yield from self._held()
        for key, blocks in self.decision.blocked.items():
            fields = listed(label(self.facts.nets[key].table, name) for name in sorted(blocks))
            yield Kept(key, self.what(key), because(next(iter(blocks.values())), self.names.labelled, fields, key))
        for key, block in self.decision.lost.items():
            yield Kept(key, self.what(key), because(block, self.names.labelled, "", key))
        for net in self.decision.gone:
            yield Kept(net.key, self.what(net.key), GONE)

    def stuck(self, found: Stuck) -> Kept:
        """The first of a group speaks for it: the highest in order."""
        self.names.learn((act.table, act.row) for act in found.acts)
        first, *others = sorted(found.acts, key=lambda act: (in_order()[act.table], act.key))
        with_it = counted(Counter(act.table for act in others))
        return Kept(first.key, self.what(first.key), broken(found.constraint), with_it)

    def what(self, key: str) -> str:
        """« Jalon Lancement, ODD17-2024-001 »."""
        net = self.facts.nets[key]
        name = noun(net.table).one
        return f"{name[0].upper()}{name[1:]} {self.names.of(net.table, self.facts.now.get(key, net.row))}"

    def _held(self) -> Iterator[Kept]:
        for key, hold in self.decision.holds.items():
            if hold.root == key and hold.kind is not HoldKind.EDITED:
                yield Kept(key, self.what(key), still_needed(hold), self._keeps(key))

    def _edited(self, key: str, columns: tuple[str, ...]) -> Edited:
        change = self.changes[key]
        is_created = self.facts.nets[key].is_created
        fields = tuple(self._field(self.facts.nets[key], column) for column in columns)
        return Edited(key, self.what(key), is_created, fields, change.by, change.at, self._keeps(key))

    def _field(self, net: Net, column: str) -> EditedField:
        values = ((row or {}).get(column) for row in (net.before, net.after, self.facts.now[net.key]))
        before, wrote, now = (shown(net.table, column, value, self.names.labelled) for value in values)
        return EditedField(field_key(net.key, column), label(net.table, column), before, wrote, now)

    def _keeps(self, root: str) -> str:
        return counted(self.followers.get(root, {}))

    def _in_the_way(self) -> Iterator[tuple[str, object]]:
        blocks = [block for blocks in self.decision.blocked.values() for block in blocks.values()]
        for block in (*blocks, *self.decision.lost.values()):
            if block.kind is BlockKind.TAKEN:
                table, _, number = block.by.partition(":")
                yield table, int(number)

    def _mentioned(self) -> Iterator[tuple[str, dict[str, object]]]:
        decision, nets = self.decision, self.facts.nets
        roots = (key for key, hold in decision.holds.items() if hold.root == key)
        for key in (*roots, *decision.edited, *decision.blocked, *decision.lost, *(net.key for net in decision.gone)):
            net = nets[key]
            for row in (net.before, net.after, self.facts.now.get(key)):
                if row is not None:
                    yield net.table, row


def digest(facts: Facts, decision: Decision) -> str:
    """Changes as soon as anything told on the page would: what is done, what stays, and what those hold now."""
    lines = [
        *(f"- {key}" for key in decision.removing),
        *(f"< {key} {sorted(values.items(), key=str)}" for key, values in decision.restoring.items()),
        *(f"+ {key}" for key in decision.returning),
        *(f"~ {key} {[(name, facts.now[key][name]) for name in names]}" for key, names in decision.edited.items()),
        *(f"= {key} {hold.kind} {hold.root}" for key, hold in decision.holds.items()),
        *(f"! {key} {sorted(blocks)}" for key, blocks in decision.blocked.items()),
        *(f"? {key}" for key in decision.lost),
    ]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()
