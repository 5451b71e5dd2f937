"""What a trial server leaves behind when it dies without a word: files that name it, and keep the next one out."""

import contextlib
import os
from pathlib import Path

LOCK_FILE = "postmaster.pid"
COMPLETE = 8  # lines of that file once the server is up
SOCKET_FOLDER = 4  # which of them
SOCKET_LOCKS = ".s.PGSQL.*.lock"
PROCESSES = Path("/proc")


def forget_a_ghost(home: Path) -> None:
    """Lock files left by a server that is no more: unfinished, or under the number of one not yet buried, or of
    another program since.

    PostgreSQL itself still refuses to start beside processes of the former server.
    """
    file = home / LOCK_FILE
    with contextlib.suppress(OSError, ValueError):
        pid, *more = file.read_text().splitlines() or ["0"]  # emptied by a full disk
        if is_server(int(pid)):
            return
        if len(more) != COMPLETE - 1 or (PROCESSES / pid).exists():
            _forget_sockets(pid, {home, Path(more[SOCKET_FOLDER - 1])} if len(more) >= SOCKET_FOLDER else {home})
            file.unlink()


def _forget_sockets(pid: str, folders: set[Path]) -> None:
    for lock in (lock for folder in folders for lock in folder.glob(SOCKET_LOCKS)):
        if lock.read_text().split("\n", 1)[0] == pid:
            lock.unlink()


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
