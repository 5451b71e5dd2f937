"""A worker really killed while it reads, compares or writes: nothing half done, and another one does it all once."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app import clock
from app.db import writing
from app.exchanges.imports.progress import READING, announce
from app.exchanges.imports.queries import progress_of
from app.exchanges.imports.service import apply_later, ask_to_stop, new_batch, receive
from app.jobs import enqueue
from app.models import BatchStatus, ImportBatch, ImportChange, ImportLine, Milestone, Organisation, Project
from tests.imports.support import FOLLOW_UP
from tests.support.activity import unfinished, until, waiting
from tests.support.command import ODD17, environment
from tests.support.jobs import run_jobs, run_now

LONG_DEAD = text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
EVERY_STAGE = bool(os.environ.get("ODD17_LONG"))
WRITTEN = ("organisation", "project", "project_domain", "partner", "investment", "instalment", "milestone")
READ = ("import_header", "milestone", "import_line")


def planned(engine: Engine) -> int:
    with writing(engine) as session:
        content = FOLLOW_UP.read_bytes()
        return receive(session, name="suivi.xlsx", content=content, user=None, now=clock.now()).id


def start(engine: Engine, batch_id: int) -> None:
    with writing(engine) as session:
        apply_later(session, session.get_one(ImportBatch, batch_id), user=None)


def counts(engine: Engine) -> tuple[int, ...]:
    with Session(engine) as session:
        tables = (Project, Organisation, Milestone, ImportChange)
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def status(engine: Engine, batch_id: int) -> str:
    with Session(engine) as session:
        return session.get_one(ImportBatch, batch_id).status


@contextmanager
def worker(url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    settings = environment(ODD17_DATABASE_URL=url, ODD17_DATA_DIR=str(folder))
    started = subprocess.Popen([ODD17, "worker"], env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield started
    finally:
        started.kill()
        started.wait(30)


def kill_while_it_waits_for(table: str, mode: str, engine: Engine, url: str, folder: Path) -> None:
    with engine.connect() as holding:
        holding.execute(text(f'LOCK TABLE "{table}" IN {mode} MODE'))
        with worker(url, folder):
            until(lambda: waiting(engine) >= 1)
    until(lambda: unfinished(engine) == 0)


def take_over(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(LONG_DEAD)
    run_now(engine, "queue.rescue")
    run_jobs(engine)


@pytest.mark.parametrize("table", WRITTEN if EVERY_STAGE else WRITTEN[::3])
def test_killed_while_it_writes_nothing_is_left_then_all_is_there_once(
    table: str, own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    batch_id = planned(own_engine)
    start(own_engine, batch_id)
    kill_while_it_waits_for(table, "EXCLUSIVE", own_engine, own_database_url, tmp_path)
    assert counts(own_engine) == (0, 0, 0, 0)
    assert status(own_engine, batch_id) == BatchStatus.APPLYING
    take_over(own_engine)
    assert status(own_engine, batch_id) == BatchStatus.APPLIED
    assert counts(own_engine)[0::2] == (33, 99)


@pytest.mark.parametrize("table", READ if EVERY_STAGE else READ[1:2])
def test_killed_while_it_reads_or_compares_the_file_still_waits_then_is_planned(
    table: str, own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    with writing(own_engine) as session:
        batch = new_batch(
            session, name="suivi.xlsx", content=FOLLOW_UP.read_bytes(), kind="", user=None, now=clock.now()
        )
        announce(session, batch.id, READING)
        enqueue(session, "imports.prepare", batch_id=batch.id)
        batch_id = batch.id
    kill_while_it_waits_for(table, "ACCESS EXCLUSIVE", own_engine, own_database_url, tmp_path)
    assert status(own_engine, batch_id) == BatchStatus.RECEIVED
    take_over(own_engine)
    assert status(own_engine, batch_id) == BatchStatus.PLANNED
    with Session(own_engine) as session:
        assert session.scalar(select(func.count()).select_from(ImportLine)) == 33


def test_asked_to_stop_it_gives_up_and_the_plan_is_still_there(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    batch_id = planned(own_engine)
    start(own_engine, batch_id)
    with own_engine.connect() as holding:
        holding.execute(text("LOCK TABLE partner IN EXCLUSIVE MODE"))
        with worker(own_database_url, tmp_path):
            until(lambda: waiting(own_engine) >= 1)
            with writing(own_engine) as session:
                ask_to_stop(session, session.get_one(ImportBatch, batch_id))
            holding.rollback()
            until(lambda: status(own_engine, batch_id) != BatchStatus.APPLYING)
    assert status(own_engine, batch_id) == BatchStatus.PLANNED
    assert counts(own_engine) == (0, 0, 0, 0)


def test_asked_to_stop_when_nobody_works_on_it_it_stops_at_once(own_engine: Engine) -> None:
    batch_id = planned(own_engine)
    start(own_engine, batch_id)
    with writing(own_engine) as session:
        ask_to_stop(session, session.get_one(ImportBatch, batch_id))
    assert status(own_engine, batch_id) == BatchStatus.PLANNED
    run_jobs(own_engine)
    assert (status(own_engine, batch_id), counts(own_engine)[0]) == (BatchStatus.PLANNED, 0)


def test_how_far_it_has_come_shows_before_it_is_done(own_engine: Engine, own_database_url: str, tmp_path: Path) -> None:
    batch_id = planned(own_engine)
    start(own_engine, batch_id)
    with own_engine.connect() as holding:
        holding.execute(text("LOCK TABLE milestone IN EXCLUSIVE MODE"))
        with worker(own_database_url, tmp_path):
            until(lambda: waiting(own_engine) >= 1)
            with Session(own_engine) as session:
                progress = progress_of(session, batch_id)
                assert progress is not None
                assert (progress.stage, progress.total > 33) == ("write", True)
            assert counts(own_engine)[0] == 0
