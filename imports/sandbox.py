"""Starts the child that reads a received file, waits for it no longer than agreed, and trusts nothing but its JSON.

The child inherits nothing: no environment, no open file, not even the folder. It heads its own process group, which
ends with it. Only a few run at once in a server, so that twenty uploads take the memory of `MAX_CHILDREN`.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from imports.archive import DAMAGED
from imports.errors import ReadersBusy, UnreadableFile
from imports.limits import MAX_CHILDREN, MAX_OUTPUT_BYTES, QUEUE_SECONDS, wall_seconds
from imports.piping import TooSlow, TooTalkative, exchange
from imports.spare import Spare

TOO_LONG = "Ce classeur est trop long à lire\u202f: séparez-le en plusieurs."
BUSY = "Trop de fichiers sont lus en ce moment\u202f: réessayez dans une minute."
ROOT = str(Path(__file__).resolve().parent.parent)
# -I ignore PYTHONPATH et le dossier courant : le chemin du projet est donné, rien d’autre n’est hérité.
# numpy et Pillow, qu’openpyxl charge s’il les trouve, ne servent pas ici et coûteraient mémoire et démarrage.
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); sys.modules.update(numpy=None, PIL=None); "
    "from imports.child import main; main(*sys.argv[2:])"
)
# lxml, s’il est installé, remplacerait defusedxml.
ENVIRONMENT = {"OPENPYXL_LXML": "False", "LANG": "C.UTF-8"}


class Places:
    """How many children may run at once, and how long one more waits for its turn."""

    def __init__(self, count: int, patience_seconds: float) -> None:
        self._free = threading.BoundedSemaphore(count)
        self._patience_seconds = patience_seconds

    @contextmanager
    def one(self) -> Iterator[None]:
        if not self._free.acquire(timeout=self._patience_seconds):
            raise ReadersBusy(BUSY)
        try:
            yield
        finally:
            self._free.release()


_places = Places(MAX_CHILDREN, QUEUE_SECONDS)


def read_in_child(content: bytes) -> dict[str, object]:
    try:
        answer = json.loads(ask_child("read", content, seconds=wall_seconds(len(content))))
    except ValueError as error:
        raise UnreadableFile(DAMAGED) from error
    if "refusal" in answer:
        raise UnreadableFile(str(answer["refusal"]))
    return dict(answer)


def ask_child(
    order: str, payload: bytes, *, seconds: float, most_bytes: int = MAX_OUTPUT_BYTES, program: str = START
) -> bytes:
    """What the child answers to `payload`; `order` is one of `imports.child.ORDERS`, by its name."""
    with _places.one(), _child(program, order) as process:
        try:
            answer = exchange(process, payload, seconds=seconds, most_bytes=most_bytes)
        except (TooSlow, TooTalkative) as error:
            raise UnreadableFile(TOO_LONG) from error
    if process.returncode < 0:
        raise UnreadableFile(TOO_LONG)
    return answer


def expect_a_file() -> None:
    """Someone is about to send one: from now on, this process keeps a reader of workbooks ready for the next."""
    _spare.keep()


@contextmanager
def _child(program: str, order: str) -> Iterator[subprocess.Popen[bytes]]:
    ready = _spare.take() if (program, order) == (START, "read") else None
    with ready or _start(program, order) as process:
        try:
            yield process
        finally:  # avant d’attendre l’enfant : tant qu’il n’est pas recueilli, son groupe ne peut être celui d’un autre
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            _spare.refill()


def _start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-W", "ignore", "-c", program, ROOT, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )


_spare = Spare(lambda: _start(START, "read", "ahead"))
