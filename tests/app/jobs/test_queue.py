"""A job is in the queue if, and only if, what asked for it is in the database."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from app import clock
from app.db import writing
from app.jobs import enqueue
from app.jobs.tasks import all_tasks
from tests.app.jobs.conftest import NAME, Notes
from tests.support.jobs import jobs, run_jobs


def test_a_job_is_done_once_with_what_it_was_given(connection: Connection, session: Session, notes: Notes) -> None:
    enqueue(session, NAME, letter_id=7, why="été")
    session.commit()
    run_jobs(connection)
    assert run_jobs(connection) == [(NAME, "succeeded")]
    assert notes.tries == [{"letter_id": 7, "why": "été"}]


def test_a_job_vanishes_with_the_transaction_that_asked_for_it(own_engine: Engine, notes: Notes) -> None:
    with Session(own_engine) as session:
        enqueue(session, NAME)
        session.rollback()
        session.commit()
    assert jobs(own_engine) == []
    with writing(own_engine) as session:
        enqueue(session, NAME)
        assert jobs(own_engine) == []  # nobody else sees it yet
    assert run_jobs(own_engine) == [(NAME, "succeeded")]


def test_a_job_vanishes_with_its_savepoint(session: Session, connection: Connection, notes: Notes) -> None:
    kept = session.begin_nested()
    enqueue(session, NAME, letter_id=1)
    kept.rollback()
    enqueue(session, NAME, letter_id=2)
    session.commit()
    run_jobs(connection)
    assert notes.tries == [{"letter_id": 2}]


def test_asking_twice_for_what_waits_already_changes_nothing(
    session: Session, connection: Connection, notes: Notes
) -> None:
    first = enqueue(session, NAME, queueing_lock="one")
    assert enqueue(session, NAME, queueing_lock="one") is None
    assert enqueue(session, NAME, queueing_lock="two") is not None
    session.commit()
    assert first is not None
    run_jobs(connection)
    assert enqueue(session, NAME, queueing_lock="one") is not None


def test_a_job_waits_for_its_time(session: Session, connection: Connection, notes: Notes) -> None:
    enqueue(session, NAME, at=clock.now() + timedelta(hours=1))
    session.commit()
    assert run_jobs(connection) == [(NAME, "todo")]
    assert run_jobs(connection, later=True) == [(NAME, "succeeded")]


def test_a_job_nobody_can_do_is_refused_at_once(session: Session) -> None:
    with pytest.raises(KeyError):
        enqueue(session, "letters.sned")


def test_what_runs_at_times_is_known_and_opens_its_own_transactions() -> None:
    periodic = {name: task.every for name, task in all_tasks().items() if task.every}
    assert periodic == {
        "exports.run_due": "*/10 * * * *",
        "journal.seal": "* * * * *",
        "documents.sweep": "40 3 * * *",
        "letters.send_due_reminders": "*/10 * * * *",
        "agenda.digests": "*/10 * * * *",
        "privacy.purge": "0 3 1 * *",
        "backup.plan": "*/10 * * * *",
    }


def test_the_queue_speaks_when_a_job_comes_in(own_engine: Engine, notes: Notes) -> None:
    """What wakes a worker up is part of the transaction too."""
    with own_engine.connect() as listening:
        listening.execute(text('LISTEN "procrastinate_any_queue_v1"'))
        listening.commit()
        raw = listening.connection.driver_connection
        with writing(own_engine) as session:
            enqueue(session, NAME)
            assert list(raw.notifies(timeout=0.1)) == []
        assert len(list(raw.notifies(timeout=5, stop_after=1))) == 1
