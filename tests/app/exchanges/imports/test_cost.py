"""What an import costs grows as its rows do, and no faster: counted, for a clock would tell about the machine."""

import gc
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy.orm import Session

from app.exchanges.imports.applying import write_batch
from app.exchanges.imports.collecting import without_collecting
from app.exchanges.imports.planning import prepare
from app.exchanges.imports.service import new_batch
from app.models import BatchStatus, ImportBatch
from bench.follow_up import follow_up_lines, with_changes, workbook_of
from imports.workbook import read_encoded
from tests.support.queries import counted

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def prepared(session: Session, content: bytes) -> Callable[[], ImportBatch]:
    batch = new_batch(session, name="suivi.xlsx", content=content, kind="", user=None, now=NOW)
    encoded = read_encoded(content)

    def plan() -> ImportBatch:
        prepare(session, batch, encoded)
        return batch

    return plan


def statements(session: Session, content: bytes) -> tuple[int, int]:
    """Those of the plan, those of the writing."""
    plan = prepared(session, content)
    with counted(session.connection()) as planning:
        batch = plan()
    with counted(session.connection()) as writing:
        write_batch(session, batch, user=None, now=NOW)
    assert batch.status == BatchStatus.APPLIED
    return len(planning), len(writing)


def test_five_hundred_projects_take_as_many_statements_as_thirty_three(session: Session) -> None:
    few = statements(session, workbook_of(follow_up_lines(33)))
    session.rollback()
    assert statements(session, workbook_of(follow_up_lines(500))) == few


def calls(work: Callable[[], object]) -> int:
    """Of all functions, those written in C too."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("again", [False, True])
def test_twice_as_many_rows_take_twice_the_work(session: Session, again: bool) -> None:
    taken = []
    for projects in (10, 100, 200, 400):  # les premiers chargent ce qui sert à tous
        lines = follow_up_lines(projects)
        if again:
            write_batch(session, prepared(session, workbook_of(lines))(), user=None, now=NOW)
        taken.append(calls(prepared(session, workbook_of(with_changes(lines)))))
        session.rollback()
    _, few, twice, four_times = taken
    assert four_times - twice < 3 * (twice - few)  # quatre fois, si chaque ligne regardait toutes les autres


def test_the_search_for_cycles_rests_until_the_last_import_is_over() -> None:
    seen: list[bool] = []
    inside, first_is_out = Barrier(2), Barrier(2)

    def other() -> None:
        with without_collecting():
            inside.wait(10)
            first_is_out.wait(10)
            seen.append(gc.isenabled())

    thread = Thread(target=other)
    thread.start()
    with without_collecting():
        inside.wait(10)
    first_is_out.wait(10)
    thread.join(60)
    assert (seen, gc.isenabled()) == ([False], True)


def test_it_wakes_after_a_fault_too() -> None:
    with pytest.raises(ValueError, match="panne"), without_collecting():
        raise ValueError("panne")
    assert gc.isenabled()
