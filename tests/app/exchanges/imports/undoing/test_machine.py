"""Imports, edits by people and undoings in any order: no edit is ever lost, nothing that existed is ever removed."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing import written
from tests.app.exchanges.imports.undoing.files_received import WRITES
from tests.app.exchanges.imports.undoing.people import DEEDS, do
from tests.app.exchanges.imports.undoing.situations import undo
from tests.app.exchanges.imports.undoing.world import Cell, Import, World

EXAMPLES, STEPS = (1500, 30) if "ODD17_LONG" in os.environ else (18, 12)
PICKS = st.tuples(st.integers(0, 60), st.integers(0, 60))
SURELY = {"title", "name", "label", "status", "amount_eur", "due_on"}
"""Fields that nothing keeps from going back; a number may have been given to another meanwhile."""


class Undoing(RuleBasedStateMachine):
    """`standing`: imports that may be undone; the last `pristine` of them were followed by nothing but imports."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.savepoint = session.begin_nested()
        self.world = World(session)
        self.standing: list[Import] = []
        self.pristine = 0

    def teardown(self) -> None:
        """Whatever is left is undone too."""
        while self.standing:
            self._undo(len(self.standing) // 2)
            self.nothing_is_lost()
        self.session.expunge_all()
        self.savepoint.rollback()

    @rule(writes=st.lists(st.tuples(st.sampled_from(WRITES), st.integers(0, 100)), min_size=1, max_size=5))
    def a_file_is_imported(self, writes: list[tuple[Any, int]]) -> None:
        with self.world.importing() as made:
            for write, pick in writes:
                write(self.world, pick)
        self.standing.append(made)
        self.pristine += 1

    @rule(deeds=st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), PICKS), min_size=1, max_size=3))
    def people_work(self, deeds: list[tuple[int, tuple[int, int]]]) -> None:
        for deed, picks in deeds:
            last = self.standing[picks[1] % len(self.standing)] if self.standing else None
            if do(self.world, deed, picks, last):
                self.pristine = 0

    @precondition(lambda self: self.standing)
    @rule(pick=st.integers(0, 10))
    def an_import_is_undone(self, pick: int) -> None:
        self._undo(-1 - pick % len(self.standing))

    @invariant()
    def nothing_is_lost(self) -> None:
        assert {cell: self.world.value(cell) for cell in self.world.typed} == self.world.typed
        assert [record for record in self.world.owned if not self.world.exists(*record)] == []

    def _undo(self, index: int) -> None:
        is_last = self.standing[index] is self.standing[-1]
        made = self.standing.pop(index)
        expected = self._expected(made)
        undoing = undo(self.session, made.batch)
        assert {cell: self.world.value(cell) for cell in expected} == expected
        if is_last and self.pristine:
            assert self.world.dump() == made.before
        self.pristine = self.pristine - 1 if is_last and self.pristine else 0
        self.world.typed |= {cell: value for cell, value in made.covered.items() if self._holds(cell, value)}
        assert len(written(self.session, undoing.id, limit=1000)) >= sum(undoing.counts["removed"].values())

    def _expected(self, made: Import) -> dict[Cell, Any]:
        """What it changed and nobody touched since goes back."""
        return {
            cell: before
            for cell, (before, wrote) in made.cells.items()
            if cell.column in SURELY and cell[:2] in made.there and self._holds(cell, wrote)
        }

    def _holds(self, cell: Cell, value: Any) -> bool:
        return self.world.exists(cell.table, cell.id) and self.world.value(cell) == value


def test_undoing_in_any_order_loses_no_edit_and_removes_nothing_that_existed(session: Session) -> None:
    checked = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    bounded = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=checked,
        phases=[Phase.generate],
    )
    run_state_machine_as_test(lambda: Undoing(session), settings=bounded)  # type: ignore[no-untyped-call]
