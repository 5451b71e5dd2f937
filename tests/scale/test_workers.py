"""Several workers on one queue: together they do all that waits, each job once."""

import json
import subprocess
from collections import Counter
from pathlib import Path

from sqlalchemy import Engine

from app import clock
from app.accounts.service import queue_link
from app.db import writing
from tests.factories import a_user
from tests.scale.site import wait_until
from tests.support.command import ODD17, environment

WORKERS, LETTERS = 3, 60


def test_three_workers_do_each_job_once(own_engine: Engine, own_database_url: str, tmp_path: Path) -> None:
    settings = environment(ODD17_DATABASE_URL=own_database_url, ODD17_DATA_DIR=str(tmp_path))
    files = [tmp_path / f"worker-{number}.log" for number in range(WORKERS)]
    workers = []
    for file in files:
        with file.open("wb") as said:
            workers.append(subprocess.Popen([ODD17, "worker"], env=settings, stdout=said, stderr=subprocess.STDOUT))
    try:
        wait_until(lambda: all("worker_ready" in file.read_text() for file in files), 120)
        ask(own_engine)
        wait_until(lambda: sum(done_in(file) for file in files) >= LETTERS, 120)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(60)
    assert sum(done_in(file) for file in files) == LETTERS
    assert sum(done_in(file) > 0 for file in files) > 1
    assert Counter(addresses(tmp_path)) == Counter(f"p{number}@exemple.fr" for number in range(LETTERS))


def ask(engine: Engine) -> None:
    for number in range(LETTERS):
        with writing(engine) as session:
            queue_link(session, user=a_user(session, email=f"p{number}@exemple.fr"), now=clock.now())


def done_in(log: Path) -> int:
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    return sum(line.get("task") == "accounts.send_link" and line["outcome"] == "done" for line in lines)


def addresses(folder: Path) -> list[str]:
    letters = [file.read_text(errors="replace").splitlines() for file in folder.glob("outbox/*.eml")]
    return [line.partition(": ")[2].strip("<>") for letter in letters for line in letter if line.startswith("To: ")]
