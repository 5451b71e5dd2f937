"""The trial server starts whatever the former one left, and nobody waits without end for one that is dead."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ghost import LOCK_FILE, forget_a_ghost, running
from app.trial_server import FAULTS, PostgresServer, TrialServer, server_of
from tests.faults.product import a_folder

SOCKET_LOCK = ".s.PGSQL.5432.lock"


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with a_folder() as folder:
        (folder / "postgresql").mkdir()
        yield folder / "postgresql"


@pytest.fixture
def server(home: Path) -> Iterator[PostgresServer]:
    own = server_of(home)
    own.start()
    yield own
    own.stop()


def kill(home: Path) -> None:
    pid = running(home)
    assert pid
    os.kill(pid, signal.SIGKILL)
    limit = time.monotonic() + 20
    while running(home):
        assert time.monotonic() < limit
        time.sleep(0.01)


def left_by(pid: int, home: Path) -> str:
    """What a server writes in its lock file."""
    return "\n".join([str(pid), str(home), "1", "5432", str(home), "", "1 1", "ready"])


def test_the_lock_of_its_socket_is_put_away_with_that_of_the_server(tmp_path: Path) -> None:
    mine, other = tmp_path / SOCKET_LOCK, tmp_path / ".s.PGSQL.5433.lock"
    mine.write_text(f"{os.getpid()}\n")
    other.write_text("1\n")
    (tmp_path / LOCK_FILE).write_text(left_by(os.getpid(), tmp_path))
    forget_a_ghost(tmp_path)
    assert [file.exists() for file in (mine, other, tmp_path / LOCK_FILE)] == [False, True, False]


def test_it_starts_at_once_under_a_number_since_given_to_another_program(home: Path, server: PostgresServer) -> None:
    """PostgreSQL alone would refuse as long as that program lives."""
    server.stop()
    (home / LOCK_FILE).write_text(left_by(os.getpid(), home))
    (home / SOCKET_LOCK).write_text(f"{os.getpid()}\n")
    server.ensure_postgres_running()
    assert running(home) == server.get_pid()


def test_a_server_that_dies_as_it_starts_is_told_and_not_waited_for(home: Path) -> None:
    class DiesAtOnce(TrialServer):
        def _launch(self) -> None:
            super()._launch()
            kill(self.pgdata)

    with pytest.raises(FAULTS):
        DiesAtOnce(home).ensure_postgres_running()


def test_a_dead_server_is_not_asked_to_stop(home: Path, server: PostgresServer) -> None:
    """It would be waited for until someone buries it."""
    kill(home)
    server.bin_path = Path("/nowhere")  # no program is run
    server.stop()
    server.bin_path = TrialServer(home).bin_path


def test_an_installation_never_waits_for_another_to_start(home: Path, tmp_path: Path) -> None:
    locks = {str(server_of(folder)._lock.path) for folder in (home, tmp_path)}
    assert len(locks) == 2
    assert str(PostgresServer._lock.path) not in locks
