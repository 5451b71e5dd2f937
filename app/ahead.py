"""With several processes, the site is loaded once: those that answer are copies of the one that loaded it.

They are copied from a process set apart as soon as all is loaded, while nothing runs. It only serves the first ones:
those that replace them load the code that is installed by then.

A service manager that stops the site signals each of its processes: that one leaves last, when the others are gone. A
signal sent to a copy that has just been made waits until that copy listens, and is never lost.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver, get_context, resource_tracker, util
from multiprocessing.process import BaseProcess
from typing import Any

from app.embedded import as_another_user

CAN_FORK = sys.platform == "linux"
FIRST, LAST = 3, 65_536  # numbers of files, but for what is read, said and complained of
_begun: list[bool] = []


def stand_by() -> None:
    """Set a copy of this process apart. All is loaded and settled, no thread runs and no database is open."""
    if CAN_FORK:
        forkserver.set_forkserver_preload([])
        resource_tracker.ensure_running()
        with _deaf(), _copied_rather_than_loaded():
            forkserver.ensure_running()
        _begun.append(True)


def forked(work: Callable[..., object], **given: Any) -> BaseProcess | None:
    """Not started; None where nothing was set apart."""
    return get_context("forkserver").Process(target=work, kwargs=given) if _begun else None


@contextmanager
def _deaf() -> Iterator[None]:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    yield
    listen()


def listen() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


@contextmanager
def _copied_rather_than_loaded() -> Iterator[None]:
    """The library starts a new interpreter, which would load everything once more."""
    start = util.spawnv_passfds
    util.spawnv_passfds = _copy
    try:
        yield
    finally:
        util.spawnv_passfds = start


def _copy(path: object, args: Sequence[Any], passfds: Iterable[int]) -> int:
    """As ``spawnv_passfds``: the last argument is the program, which only knows these files."""
    if number := os.fork():
        return number
    try:
        first = FIRST
        for file in (*sorted(passfds), LAST):
            os.closerange(first, file)
            first = file + 1
        os.register_at_fork(after_in_child=listen)
        as_another_user()
        exec(args[-1], {})  # noqa: S102  (the library's own line)
    finally:
        os._exit(0)
