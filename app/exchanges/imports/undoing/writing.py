"""Writes a decision: all of it at once, or, when a rule of the database says no, everything but what it refuses."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.acts import Act, Verb
from app.exchanges.imports.undoing.rows import delete_rows, in_order, insert_rows, update_rows

Tell = Callable[[int], None]


class Stuck(NamedTuple):
    """Acts that go together and could not be done, and the rule that said no."""

    acts: Sequence[Act]
    constraint: str | None


class Writing:
    """`tell` is called with the number of rows written since; whatever it raises stops everything."""

    def __init__(self, session: Session, user_id: int | None, tell: Tell | None = None) -> None:
        self.session = session
        self.user_id = user_id
        self.tell = tell or (lambda _rows: None)

    def write(self, acts: Sequence[Act], grouped: Callable[[], Iterable[Sequence[Act]]]) -> list[Stuck]:
        """`grouped` is asked only when all cannot be done at once. A group that gave way to another may do later."""
        if not acts or self._try(acts) is None:
            return []
        left = list(grouped())
        while True:
            stuck = list(self._settle(left))
            if not stuck or len(stuck) == len(left):
                return stuck
            left = [each.acts for each in stuck]

    def _settle(self, groups: list[Sequence[Act]]) -> Iterator[Stuck]:
        """By halves: one refusal among ten thousand groups costs a few more attempts, not ten thousand."""
        if not groups:
            return
        refusal = self._try(list(chain.from_iterable(groups)))
        if refusal is None:
            return
        if len(groups) == 1:
            yield Stuck(groups[0], refusal)
            return
        middle = len(groups) // 2
        yield from self._settle(groups[:middle])
        yield from self._settle(groups[middle:])

    def _try(self, acts: Sequence[Act]) -> str | None:
        """None when done, else the rule broken, and nothing done."""
        try:
            with self.session.begin_nested():
                self._do(acts)
                self.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
                self.session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        except IntegrityError as error:
            return str(error.orig.diag.constraint_name or "") if error.orig else ""  # type: ignore[attr-defined]
        return None

    def _do(self, acts: Sequence[Act]) -> None:
        """Children first when rows go, parents first when they return: nothing ever points at nothing."""
        steps: dict[tuple[int, ...], list[Act]] = defaultdict(list)
        for act in acts:
            steps[_step(act)].append(act)
        for _, same in sorted(steps.items()):
            self._write(same[0].verb, same[0].table, same)
            self.tell(len(same))

    def _write(self, verb: Verb, table: str, acts: Sequence[Act]) -> None:
        rows = [act.row for act in acts]
        if verb is Verb.REMOVE:
            delete_rows(self.session, table, rows)
        elif verb is Verb.RETURN:
            insert_rows(self.session, table, rows)
        else:
            update_rows(self.session, table, rows, frozenset[str]().union(*(act.columns for act in acts)), self.user_id)


def _step(act: Act) -> tuple[int, ...]:
    rank = in_order()[act.table]
    if act.verb in {Verb.REMOVE, Verb.RESTORE}:
        return Verb.REMOVE, -rank, act.verb, act.wave
    return act.verb, rank if act.verb is Verb.RETURN else -rank, act.verb, act.wave
