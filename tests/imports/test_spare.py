"""A reader kept ready reads the same, once, and never outlives the process that keeps it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from imports import sandbox
from imports.spare import Spare
from imports.workbook import read_workbook
from tests.imports.support import FOLLOW_UP

KEEP_ONE = "from imports.sandbox import expect_a_file, _spare; expect_a_file(); print(_spare._ready.pid, flush=True)"
WAIT = "; import time; time.sleep(60)"


@pytest.fixture
def spare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spare]:
    own = Spare(lambda: sandbox._start(sandbox.START, "read", "ahead"))
    monkeypatch.setattr(sandbox, "_spare", own)
    yield own
    own.let_go()


def pid_of(spare: Spare) -> int:
    assert spare._ready is not None
    return spare._ready.pid


def test_the_one_that_is_ready_reads_like_one_started_on_the_spot(spare: Spare) -> None:
    content = FOLLOW_UP.read_bytes()
    on_the_spot = read_workbook(content)
    spare.keep()
    first = pid_of(spare)
    assert read_workbook(content) == on_the_spot
    assert pid_of(spare) != first
    assert read_workbook(content) == on_the_spot


def test_one_that_was_killed_meanwhile_is_replaced(spare: Spare) -> None:
    spare.keep()
    os.kill(pid_of(spare), signal.SIGKILL)
    assert spare._ready is not None
    spare._ready.wait(10)
    assert read_workbook(FOLLOW_UP.read_bytes()).sheets


def test_a_csv_is_read_by_it_too(spare: Spare) -> None:
    spare.keep()
    assert read_workbook(b"Nom;Profil\nLes Amarres;association").sheets


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_the_process_that_keeps_it(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", KEEP_ONE + WAIT], stdout=subprocess.PIPE) as keeper:
        assert keeper.stdout is not None
        late = Timer(60, keeper.kill)
        late.start()
        kept = int(keeper.stdout.readline())
        late.cancel()
        keeper.send_signal(how)
    assert is_gone(kept)


def is_gone(pid: int) -> bool:
    limit = time.monotonic() + 20
    while is_running(pid) and time.monotonic() < limit:
        time.sleep(0.05)
    return not is_running(pid)


def is_running(pid: int) -> bool:
    """A child that has ended and that nobody collects yet does not run any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
