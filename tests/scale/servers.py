"""A PostgreSQL server and its replica, as several machines have them: with the PostgreSQL of this machine."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from app.backup.throwaway import CouldNotStart, _owner, _run, aside, stop
from app.embedded import ensure_role

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/nowhere"))
DATABASE = "odd17"
# Durable as in real life: a fail-over must lose nothing that was said to be kept.
OPTIONS = ("-h ''", "-c wal_level=replica", "-c max_wal_senders=4", "-c hot_standby=on", "-c max_connections=60",
           "-c shared_buffers=32MB", "-c wal_receiver_status_interval=1s", "-c hot_standby_feedback=on")  # fmt: skip


@dataclass(frozen=True)
class Server:
    folder: Path
    port: int

    def start(self) -> None:
        options = " ".join([f"-k {self.folder}", f"-p {self.port}", *OPTIONS])
        said = self.folder / "log"
        _run(BINARIES / "pg_ctl", "-D", self.folder / "data", "-w", "-t", "60", "-l", said, "-o", options, "start")

    def start_again(self) -> None:
        """The shared memory of one that was killed may stay a moment."""
        for _ in range(20):
            with suppress(CouldNotStart):
                return self.start()
            time.sleep(0.5)
        raise AssertionError("the server did not come back")

    def kill(self) -> None:
        """As a machine that stops: every process of it, at once."""
        lock = self.folder / "data" / "postmaster.pid"
        number = int(lock.read_text().split("\n", 1)[0])
        others = subprocess.run(
            ["pgrep", "-P", str(number)], capture_output=True, check=False, timeout=20
        ).stdout.split()
        for each in (number, *map(int, others)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        lock.unlink()  # in a container nobody buries the dead process, whose number would stay taken

    def promote(self) -> None:
        _run(BINARIES / "pg_ctl", "-D", self.folder / "data", "-w", "promote")

    def ask(self, statement: str) -> object:
        place = {"host": str(self.folder), "port": self.port, "user": "postgres", "dbname": DATABASE}
        with psycopg.connect(**place, autocommit=True) as connection:  # type: ignore[arg-type]
            answer = connection.execute(statement)
            row = answer.fetchone() if answer.description else None
            return row[0] if row else None

    def url(self, user: str = "postgres") -> str:
        return f"postgresql://{user}@/{DATABASE}?host={quote(str(self.folder))}&port={self.port}"


def both(one: Server, other: Server, user: str = "postgres") -> str:
    """Whichever of the two takes writes."""
    return (
        f"postgresql://{user}@/{DATABASE}?host={quote(str(one.folder))},{quote(str(other.folder))}"
        f"&port={one.port},{other.port}&target_session_attrs=read-write&connect_timeout=3"
    )


@contextmanager
def primary_and_replica(*, synchronous: bool = False) -> Iterator[tuple[Server, Server]]:
    with folder() as here, folder() as there:
        primary, replica = Server(here, 5501), Server(there, 5502)
        _run(BINARIES / "initdb", "-D", here / "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8",
             "--locale=C.UTF-8", "-N")  # fmt: skip
        primary.start()
        _run(BINARIES / "createdb", "-h", here, "-p", "5501", "-U", "postgres", DATABASE)
        with psycopg.connect(primary.url(), autocommit=True) as connection:
            ensure_role(connection)
        _run(BINARIES / "pg_basebackup", "-h", here, "-p", "5501", "-U", "postgres", "-D", there / "data", "-R", "-X",
             "stream", "-c", "fast", "-d", "application_name=replica")  # fmt: skip
        replica.start()
        if synchronous:
            primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
            primary.ask("SELECT pg_reload_conf()")
        yield primary, replica


@contextmanager
def folder() -> Iterator[Path]:
    with aside() as found:
        owner = _owner()
        if owner is not None:
            os.chown(found, owner.pw_uid, owner.pw_gid)
        try:
            yield found
        finally:
            stop(found)
