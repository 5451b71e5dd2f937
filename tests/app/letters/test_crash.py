"""The worker is really killed while the mail server keeps it waiting; another one takes over."""

import signal
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app import clock
from app.letters.queries import LetterState, letters_of
from tests.app.jobs.test_worker import wait_for
from tests.app.letters.conftest import a_situation
from tests.support.command import ODD17, environment
from tests.support.jobs import jobs, run_now
from tests.support.smtp import HANG, TAKEN, Received, mail_server

LONG_DEAD = text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")


def kill_once_at(where: str, server: Received, engine: Engine, url: str, folder: Path) -> None:
    settings = environment(ODD17_DATABASE_URL=url, ODD17_DATA_DIR=str(folder), ODD17_SMTP_URL=server.url)
    worker = subprocess.Popen([ODD17, "worker"], env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(lambda: server.messages if where == TAKEN else where in server.asked)
    worker.send_signal(signal.SIGKILL)
    worker.communicate(timeout=30)
    with engine.begin() as connection:
        connection.execute(LONG_DEAD)
    run_now(engine, "queue.rescue")
    assert jobs(engine)[0] == ("letters.send", "todo")


@pytest.mark.parametrize("where", ["MAIL", TAKEN])
def test_a_letter_in_hand_when_the_worker_is_killed_never_leaves_again(
    where: str, own_engine: Engine, own_database_url: str, tmp_path: Path, outbox: Path
) -> None:
    with Session(own_engine) as session:
        here = a_situation(session, own_engine, outbox)
        here.campaign.closes_on = None
        here.queue()
        with mail_server({where: HANG}) as server:
            kill_once_at(where, server, own_engine, own_database_url, tmp_path)
        assert here.run() == []
        (row,) = letters_of(session, here.campaign.id, clock.now().replace(year=clock.now().year + 1))
        assert (row.state, jobs(own_engine)[0]) == (LetterState.UNCERTAIN, ("letters.send", "succeeded"))
