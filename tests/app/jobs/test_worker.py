"""The worker as it is run: a process that ends well when told to, or a thread beside the site."""

import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app import clock, serving
from app.accounts.service import queue_link
from app.db import writing
from app.jobs import enqueue, worker
from tests.app.jobs.conftest import NAME, Notes
from tests.factories import a_user
from tests.support.command import ODD17, environment
from tests.support.jobs import jobs

OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> :mine"


def wait_for(what: Callable[[], object], seconds: float = 40) -> None:
    limit = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < limit, "nothing came"
        time.sleep(0.05)


def ask_for_a_link(engine: Engine, email: str) -> None:
    with writing(engine) as session:
        queue_link(session, user=a_user(session, email=email), now=clock.now())


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_sends_what_waits_survives_a_cut_and_ends_well(
    told: signal.Signals, own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    ask_for_a_link(own_engine, "lea@exemple.fr")
    settings = environment(ODD17_DATABASE_URL=own_database_url, ODD17_DATA_DIR=str(tmp_path))
    started = subprocess.Popen([ODD17, "worker"], env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        wait_for(lambda: len(list(tmp_path.glob("outbox/*.eml"))) == 1)
        with own_engine.connect() as connection:  # as a server that restarts does
            mine = connection.scalar(text("SELECT pg_backend_pid()"))
            connection.execute(text(OTHERS), {"mine": mine})
        ask_for_a_link(own_engine, "max@exemple.fr")
        wait_for(lambda: len(list(tmp_path.glob("outbox/*.eml"))) == 2)
    finally:
        started.send_signal(told)
        out, errors = started.communicate(timeout=30)
    assert (started.returncode, errors) == (0, b"")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["outcome"] for line in lines if line.get("task") == "accounts.send_link"] == ["done", "done"]
    assert b"exemple.fr" not in out
    assert b"/connexion/lien/" not in out


def test_a_worker_beside_the_site_does_what_waits_and_leaves_with_it(
    own_engine: Engine, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "AFTER_THE_SITE", 0)
    with worker.Beside(own_engine) as beside:
        with writing(own_engine) as session:
            enqueue(session, NAME)
        wait_for(lambda: (NAME, "succeeded") in jobs(own_engine))
    assert not beside.is_alive
    assert len(notes.tries) == 1


def test_it_starts_again_after_a_fault_and_stops_while_waiting(
    own_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    async def broken(engine: Engine, stop: object) -> None:
        tries.append(1)
        raise OSError

    monkeypatch.setattr(worker, "AFTER_THE_SITE", 0)
    monkeypatch.setattr(worker, "PAUSES", (0, 0.01, 30))
    monkeypatch.setattr(worker, "_work_once", broken)
    before = time.monotonic()
    with worker.Beside(own_engine):
        wait_for(lambda: len(tries) >= 2)
    assert time.monotonic() - before < 10


def test_the_site_sends_what_waits_and_ends_well(own_engine: Engine, own_database_url: str, tmp_path: Path) -> None:
    ask_for_a_link(own_engine, "lea@exemple.fr")
    settings = environment(ODD17_DATABASE_URL=own_database_url, ODD17_DATA_DIR=str(tmp_path))
    command = [ODD17, "serve", "--port", "0"]
    site = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        wait_for(lambda: ("accounts.send_link", "succeeded") in jobs(own_engine), 60)
    finally:
        site.send_signal(signal.SIGTERM)
        site.communicate(timeout=30)
    assert (site.returncode, len(list(tmp_path.glob("outbox/*.eml")))) == (0, 1)


def test_it_leaves_whenever_it_is_asked_to(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also as it starts, when an order may be lost between two steps."""
    monkeypatch.setattr(worker, "AFTER_THE_SITE", 0)
    monkeypatch.setattr(worker, "PATIENCE_SECONDS", 30)
    for instant in range(20):
        with worker.Beside(own_engine) as beside:
            time.sleep(instant / 50)
        assert not beside.is_alive


@pytest.mark.parametrize(("jobs", "workers", "threads"), [(True, 1, 1), (True, 4, 1), (False, 1, 0)])
def test_there_is_one_worker_beside_the_site_or_none(
    jobs: bool, workers: int, threads: int, own_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def served(*_: object, **__: object) -> None:
        seen.append(sum(thread.name == "worker" for thread in threading.enumerate()))

    monkeypatch.setenv("ODD17_BASE_URL", "http://127.0.0.1:8000")
    monkeypatch.setattr(serving, "serve", served)
    monkeypatch.setattr(serving.signal, "signal", lambda *_: None)
    serving.run(own_engine, host="127.0.0.1", port=1, workers=workers, demo_if_empty=False, jobs=jobs)
    assert seen == [threads]
    assert not [thread for thread in threading.enumerate() if thread.name == "worker"]
