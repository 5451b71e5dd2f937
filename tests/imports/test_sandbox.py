"""The child may do its worst: the server waits no longer than agreed, hears no more than agreed, and keeps nothing."""

import os
import time
from pathlib import Path

import pytest

from imports.errors import ReadersBusy, UnreadableFile
from imports.sandbox import Places, ask_child
from imports.workbook import read_workbook
from tests.imports.support import FOLLOW_UP

# Ce que fait l’enfant de chaque essai, à la place de lire le fichier.
TALK = "import sys\nwhile True: sys.stdout.buffer.write(bytes(65536))"
SLEEP = "import time; time.sleep(60)"
CLOSE_AND_SLEEP = "import os, time; os.close(1); time.sleep(60)"
LEAVE_A_GRANDCHILD = "import os, time; os.fork() or time.sleep(60); os.write(1, b'{}')"
TELL = "import os, sys; sys.stdout.write(repr((sorted(os.environ), os.listdir('/proc/self/fd'), os.getcwd())))"
BOUND = "import sys; sys.path.insert(0, sys.argv[1]); from imports.child import bound_this_process; "
SPIN = f"{BOUND}bound_this_process(0.2)\nwhile True: pass"
GROW = f"{BOUND}bound_this_process(5); bytes(600_000_000)"
OPEN = f"{BOUND}bound_this_process(5)\ntry: open('/etc/hostname')\nexcept OSError as error: print(error.errno)"
CONNECT = (
    f"import socket; {BOUND}bound_this_process(5)\ntry: socket.socket()\nexcept OSError as error: print(error.errno)"
)
TOO_MANY_OPEN_FILES = b"24\n"


def ask(program: str, *, seconds: float = 10, payload: bytes = b"") -> bytes:
    return ask_child("read", payload, seconds=seconds, most_bytes=1_000_000, program=program)


@pytest.mark.parametrize("program", [TALK, SPIN, CLOSE_AND_SLEEP])
def test_a_child_that_talks_spins_or_hides_is_ended_at_once(program: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match="trop long à lire"):
        ask(program, seconds=30)
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("payload", [b"", bytes(5_000_000)])
def test_a_child_that_sleeps_is_ended_when_its_time_is_over(payload: bytes) -> None:
    with pytest.raises(UnreadableFile, match="trop long à lire"):
        ask(SLEEP, seconds=0.3, payload=payload)


def test_what_a_child_started_ends_with_it() -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableFile):
        ask(LEAVE_A_GRANDCHILD, seconds=0.5)
    assert time.monotonic() - begun < 15


def test_a_child_that_ends_without_reading_is_no_panic() -> None:
    assert ask("pass", payload=bytes(5_000_000)) == b""


def test_nothing_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODD17_SECRET", "rien à voir")
    secret = os.open(__file__, os.O_RDONLY)
    os.set_inheritable(secret, True)
    environment, files, folder = eval(ask(TELL))  # noqa: S307 - ce que l’essai vient d’écrire
    os.close(secret)
    assert set(environment) <= {"LANG", "LC_CTYPE", "OPENPYXL_LXML"}
    assert folder == "/"
    assert len(files) == 4  # les trois d’usage, et le dossier lu


@pytest.mark.parametrize("program", [OPEN, CONNECT])
def test_a_bounded_child_opens_no_file_and_no_connection(program: str) -> None:
    assert ask(program) == TOO_MANY_OPEN_FILES


def test_a_bounded_child_takes_no_more_memory() -> None:
    assert ask(GROW) == b""


def test_no_child_and_no_pipe_is_left_behind() -> None:
    read_workbook(FOLLOW_UP.read_bytes())
    before = open_files()
    for program in (TALK, SLEEP):
        with pytest.raises(UnreadableFile):
            ask(program, seconds=0.3)
    assert open_files() == before
    assert zombies() == []


def open_files() -> list[str]:
    return sorted(file.name for file in Path("/proc/self/fd").iterdir())


def zombies() -> list[str]:
    states = (pid_stat.read_text().rpartition(")")[2].split() for pid_stat in Path("/proc").glob("[0-9]*/stat"))
    return [parent for state, parent, *_ in states if state == "Z" and int(parent) == os.getpid()]


def test_one_more_reader_waits_its_turn_then_is_told_to_try_again() -> None:
    places = Places(1, 0.05)
    with places.one(), pytest.raises(ReadersBusy, match="réessayez dans une minute"), places.one():
        pass
    with places.one():
        pass
