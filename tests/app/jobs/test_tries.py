"""Tried again: what is known to have done nothing, and what died half-way when that is harmless. Nothing else."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import clock
from app.jobs import TryAgain, enqueue
from app.jobs.machine import machine
from app.web.logs import configure_logs
from tests.app.jobs.conftest import NAME, Declare
from tests.support.jobs import OnConnection, jobs, run_jobs, run_now


def test_waits_grow_then_it_is_given_up_and_said(connection: Connection, session: Session, declared: Declare) -> None:
    notes = declared(TryAgain("Le serveur ne répond pas."), waits=(300, 900))
    enqueue(session, NAME, letter_id=7)
    session.commit()
    for seconds in (300, 900):
        assert run_jobs(connection, later=True) == [(NAME, "todo")]
        due = connection.scalar(text("SELECT scheduled_at FROM procrastinate_jobs"))
        assert abs(due - clock.now() - timedelta(seconds=seconds)) < timedelta(seconds=30)
        assert notes.given_up == []
    assert run_jobs(connection, later=True, failures=True) == [(NAME, "failed")]
    assert (len(notes.tries), notes.given_up) == (3, ["Le serveur ne répond pas."])


def test_another_failure_is_not_tried_again(connection: Connection, session: Session, declared: Declare) -> None:
    notes = declared(RuntimeError("lea@exemple.fr"), waits=(300,))
    enqueue(session, NAME)
    session.commit()
    assert run_jobs(connection, failures=True) == [(NAME, "failed")]
    assert (len(notes.tries), notes.given_up) == (1, [])


@pytest.mark.parametrize(("again", "state"), [(True, "todo"), (False, "failed")])
def test_a_job_that_lost_the_database_is_done_again_soon_when_harmless(
    again: bool, state: str, connection: Connection, session: Session, declared: Declare
) -> None:
    notes = declared(OperationalError("SELECT 1", {}, Exception("gone")), again=again)
    enqueue(session, NAME)
    session.commit()
    assert run_jobs(connection, failures=True) == [(NAME, state)]
    assert run_jobs(connection, failures=True) == [(NAME, state)]  # not before its moment
    assert (len(notes.tries), notes.given_up) == (1, [])
    notes.refuse = None
    run_jobs(connection, later=True, failures=True)
    assert len(notes.tries) == 1 + again


def test_the_log_says_what_failed_and_nobody_s_address(
    connection: Connection, session: Session, declared: Declare, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs()
    declared(RuntimeError("lea@exemple.fr"))
    enqueue(session, NAME)
    session.commit()
    run_jobs(connection, failures=True)
    printed = capsys.readouterr()
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert [(line["task"], line["outcome"]) for line in lines if line["event"] == "job"] == [(NAME, "RuntimeError")]
    assert "exemple.fr" not in printed.out + printed.err


@pytest.mark.parametrize(("again", "state"), [(True, "todo"), (False, "failed")])
def test_a_job_whose_worker_died_is_done_again_only_when_harmless(
    again: bool, state: str, connection: Connection, session: Session, declared: Declare
) -> None:
    declared(again=again)
    enqueue(session, NAME)
    session.commit()
    connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))  # its worker is gone
    run_now(connection, "queue.rescue")
    assert jobs(connection)[0] == (NAME, state)


def test_a_job_being_done_is_left_alone(connection: Connection, session: Session, declared: Declare) -> None:
    declared(again=True)
    enqueue(session, NAME)
    session.commit()
    living = connection.scalar(text("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id"))
    connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = :id"), {"id": living})
    run_now(connection, "queue.rescue")
    assert jobs(connection)[0] == (NAME, "doing")


@pytest.mark.parametrize(("state", "days", "left"), [("succeeded", 2, 1), ("succeeded", 4, 0), ("failed", 80, 1)])
def test_finished_jobs_are_kept_a_few_days_and_failed_ones_three_months(
    state: str, days: int, left: int, connection: Connection, session: Session, declared: Declare
) -> None:
    declared()
    enqueue(session, NAME)
    session.commit()
    connection.execute(text(f"UPDATE procrastinate_jobs SET status = '{state}'"))
    connection.execute(text(f"UPDATE procrastinate_events SET at = now() - interval '{days} days'"))
    run_now(connection, "queue.purge")
    assert len([name for name, _ in jobs(connection) if name == NAME]) == left


def test_the_queue_looks_after_itself(connection: Connection) -> None:
    app = machine(OnConnection(connection))
    assert {"queue.rescue", "queue.purge"} <= {name for name, _ in app.periodic_registry.periodic_tasks}
