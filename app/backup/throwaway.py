"""A PostgreSQL server for one drill: started from nothing in a folder of its own, stopped and erased after."""

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine

from app.backup.workplace import workplace
from app.embedded import BINARIES, is_running

DATABASE = "essai"
STOP_SECONDS = 10.0
USERS = ("pgserver", "postgres", "nobody")  # PostgreSQL refuses to run as root
# No durability for what is thrown away, no network, no work of its own.
OPTIONS = ("-h ''", "-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off", "-c autovacuum=off",
           "-c max_connections=20", "-c shared_buffers=64MB", "-c max_wal_size=4GB")  # fmt: skip


class CouldNotStart(Exception):  # noqa: N818  (a drill that could not run, not a backup that is wrong)
    """In French, why there is no server to try on."""


@contextmanager
def throwaway_server(binaries: Path = BINARIES) -> Iterator[Engine]:
    """An engine on an empty database, as its owner."""
    with aside() as folder:
        start(binaries, folder)
        engine = create_engine(f"postgresql+psycopg://postgres@/{DATABASE}?host={quote(str(folder))}", pool_size=5)
        try:
            yield engine
        finally:
            engine.dispose()


def aside() -> AbstractContextManager[Path]:
    """A folder away from the data. What a killed drill left there is swept, its server stopped before its files go."""
    return workplace(Path(tempfile.gettempdir()), before_removing=stop)


def start(binaries: Path, folder: Path) -> None:
    owner = _owner()
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, said = folder / "data", folder / "server.log"
    _run(binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N")
    options = " ".join([f"-k {folder}", *OPTIONS])
    _run(binaries / "pg_ctl", "-D", data, "-w", "-l", said, "-o", options, "start")
    _run(binaries / "createdb", "-h", folder, "-U", "postgres", DATABASE)


def stop(folder: Path) -> None:
    """Whatever state it is in, with no program but itself: also called for a folder that a killed drill left."""
    lock = folder / "data" / "postmaster.pid"
    number = int(lock.read_text().split("\n", 1)[0]) if lock.exists() else 0
    for order in (signal.SIGQUIT, signal.SIGKILL):
        if not _serves(number, folder):
            return
        with suppress(ProcessLookupError):
            os.kill(number, order)
        limit = time.monotonic() + STOP_SECONDS
        while _serves(number, folder) and time.monotonic() < limit:
            time.sleep(0.05)


def _serves(number: int, folder: Path) -> bool:
    """Whether this process is still the server of the folder: a number may be another's by now."""
    if not Path("/proc/self/cmdline").exists():  # elsewhere than on Linux
        return bool(number) and is_running(number)
    command = Path(f"/proc/{number}/cmdline")
    try:
        return bool(number) and str(folder) in command.read_bytes().decode(errors="replace")
    except OSError:
        return False


def _run(program: Path, *arguments: str | Path) -> None:
    owner = _owner()
    identity: dict[str, Any] = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    try:
        with tempfile.TemporaryFile() as said:  # not a pipe: the server that is started would keep it open
            kept: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": said, "cwd": "/"}
            code = subprocess.run([program, *arguments], check=False, **kept, **identity).returncode
            said.seek(0)
            words = said.read().decode(errors="replace").strip().splitlines()
    except OSError as fault:
        raise CouldNotStart(f"le programme {program.name} ne se lance pas ({fault.strerror})") from fault
    if code != 0:
        raise CouldNotStart(f"{program.name} s’est arrêté ({words[-1] if words else code})")


def _owner() -> "pwd.struct_passwd | None":
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next((known[name] for name in USERS if name in known), None)
