"""While files made to harm are read, the site answers as if nothing happened, and keeps nothing of them."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from imports.errors import UnreadableFile
from imports.limits import MAX_CHILDREN, MEGABYTE
from imports.workbook import read_workbook
from tests.imports.hostile_corpus import BOMBS
from tests.support.client import Client

CHOSEN = ("a million texts", "two million empty cells", "a million nested elements", "lying sizes", "a million styles")
ROUNDS = 3


@pytest.fixture(scope="module")
def bombs() -> list[bytes]:
    return [BOMBS[name][0]() for name in CHOSEN] * ROUNDS


def test_pages_are_answered_while_bombs_are_read(client: Client, bombs: list[bytes]) -> None:
    with ThreadPoolExecutor(len(CHOSEN)) as readers:
        refused = [readers.submit(is_refused, bomb) for bomb in bombs]
        slowest = max(answered(client) for _ in iter(lambda: all(each.done() for each in refused), True))
    assert all(each.result() for each in refused)
    assert slowest < 2  # un enfant à la fois par cœur : le site garde sa part


def test_nothing_is_kept_of_them_and_few_are_read_at_once(bombs: list[bytes]) -> None:
    is_refused(bombs[0])
    before = resident_bytes()
    with ThreadPoolExecutor(len(CHOSEN)) as readers:
        reading = [readers.submit(is_refused, bomb) for bomb in bombs[: len(CHOSEN)]]
        most = max(children() for _ in iter(lambda: all(each.done() for each in reading), True))
    assert most <= MAX_CHILDREN
    assert resident_bytes() - before < 30 * MEGABYTE


def is_refused(bomb: bytes) -> bool:
    try:
        read_workbook(bomb)
    except UnreadableFile:
        return True
    return False


def answered(client: Client) -> float:
    begun = time.monotonic()
    assert client.get("/sante").status_code == 200
    time.sleep(0.02)
    return time.monotonic() - begun


def children() -> int:
    """Those of every thread of this process that read a file."""
    time.sleep(0.02)
    commands = (Path(f"/proc/{pid}/cmdline") for task in Path("/proc/self/task").iterdir() for pid in _children(task))
    return sum("imports.child" in _text(command) for command in commands)


def _children(task: Path) -> list[str]:
    return _text(task / "children").split()


def _text(file: Path) -> str:
    """Empty when what it tells of has just ended."""
    try:
        return file.read_text()
    except OSError:
        return ""


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
