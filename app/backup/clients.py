"""PostgreSQL's own programs: the ones that come with the trial server, or those installed on the machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Engine

from app.embedded import BINARIES
from app.errors import Refused


class ClientError(Exception):
    """A program of PostgreSQL stopped; the message is its own last words."""


@dataclass(frozen=True)
class Server:
    major: int
    address: str
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """The password travels here, never among the arguments, which any user of the machine can list."""
        return {"PGPASSWORD": self.password} if self.password else {}


def server_of(engine: Engine) -> Server:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)  # noqa: S101  (the one driver of the project)
        version, password = driver.info.server_version, driver.info.password
    return Server(version // 10_000, address_of(engine.url), password)


def address_of(url: URL) -> str:
    """The address as it was set, without the password. The driver's own version of it adds options of newer
    clients, which older programs refuse."""
    options = {name: value for name, value in url.query.items() if isinstance(value, str)}
    given = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    kept = {name: str(value) for name, value in (given | options).items() if value is not None}
    return make_conninfo("", **kept)


def clients_for(major: int) -> Path:
    """The folder of the programs nearest to the server's version; older ones refuse to read it."""
    return _able(major)[0][1]


def reading_clients(major: int) -> Path:
    """The newest ones: they read what any other wrote, and speak to older servers too."""
    return _able(major)[-1][1]


def _able(major: int) -> list[tuple[int, Path]]:
    able = sorted((version, folder) for folder in _folders() if (version := _version(folder)) >= major)
    if not able:
        raise Refused(f"Il faut les programmes pg_dump, pg_restore et psql de PostgreSQL {major} ou plus récent.")
    return able


def run(program: Path, *arguments: str | Path, server: Server | None = None) -> str:
    environment = os.environ | (server.environment if server else {})
    done = subprocess.run(
        [program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise ClientError(said[0] if said else program.name)
    return done.stdout.decode(errors="replace")


def _folders() -> Iterator[Path]:
    yield BINARIES
    if installed := shutil.which("pg_dump"):
        yield Path(installed).parent


def _version(folder: Path) -> int:
    """0 when the programs are not all there."""
    if not all(shutil.which(name, path=folder) for name in ("pg_dump", "pg_restore", "psql")):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", run(folder / "pg_dump", "--version"))
    return int(found.group(1)) if found else 0
