"""The PostgreSQL of the tests, and the databases cloned on it from one another."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg
from psycopg import sql
from pytest_postgresql.janitor import DatabaseJanitor
from sqlalchemy import Engine, create_engine

from app.embedded import get_server, is_running

Filling = Callable[[Engine], object]
Administrator = psycopg.Connection[tuple[Any, ...]]
PATIENCE = {"options": "-c lock_timeout=20s"}  # a test that waits for itself fails instead of hanging
MEMORY = Path("/dev/shm")  # noqa: S108  (a folder of the server's own is made there)
ROOM = 4 * 2**30  # bytes; a whole run takes less than a quarter of it
# Durability is pointless for a throw-away database. Counted in the middle of rolled back tests, tables would pass for
# empty, and plans depend on the hour of autovacuum.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "'256MB'",
}
EXISTS = "SELECT FROM pg_database WHERE datname = %s"
OURS = "SELECT datname FROM pg_database WHERE datname ~ '^odd17_.*_p[0-9]+$'"


class Copies(DatabaseJanitor):
    """A database copied file by file: in memory, a tenth of what writing it again line by line costs."""

    def _build_create_database_sql(self) -> sql.Composed:
        query = super()._build_create_database_sql()
        return query + sql.SQL(" STRATEGY FILE_COPY") if self.template_dbname else query


class Server(NamedTuple):
    host: str
    port: int
    user: str
    password: str | None

    def url(self, database: str, user: str | None = None) -> str:
        """As the owner of the tables, or as another role with the same password."""
        name = user or self.user
        login = name if self.password is None else f"{name}:{quote(self.password)}"
        return f"postgresql+psycopg://{login}@/{database}?host={quote(self.host)}&port={self.port}"

    def janitor(self, database: str, template: str | None = None) -> Copies:
        return Copies(
            user=self.user,
            host=self.host,
            port=self.port,
            password=self.password,
            dbname=database,
            template_dbname=template,
        )

    def administer(self) -> Administrator:
        return psycopg.connect(
            host=self.host, port=self.port, user=self.user, password=self.password, dbname="postgres", autocommit=True
        )


def embedded_test_server() -> str:
    """The wheel's server, apart from the one of ``make run``.

    A test's own database is a thousand files, made then dropped: in memory that costs a tenth of what a disk asks.
    """
    home, when_left = place_of_the_server()
    uri: str = get_server(home, cleanup_mode=when_left).get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting, value in SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {setting} = {value}")
        connection.execute("SELECT pg_reload_conf()")
        drop_leftovers(connection)
    return uri


def place_of_the_server() -> tuple[Path, str]:
    """Its folder, and what becomes of it when its last user leaves: memory is given back, a folder on disk is kept."""
    home = Path("var/test-postgresql").resolve()
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY / f"odd17-{sha256(str(home).encode()).hexdigest()[:12]}", "delete"
    home.parent.mkdir(exist_ok=True)
    return home, "stop"


def drop_leftovers(connection: Administrator) -> None:
    """Databases of runs that were killed before they could drop their own."""
    for (name,) in connection.execute(OURS).fetchall():
        if not is_running(int(name.rpartition("_p")[2])):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def create(server: Server, name: str, template: str | None = None) -> None:
    """A leftover of a killed run is dropped first."""
    janitor = server.janitor(name, template)
    janitor.drop()
    janitor.init()


@contextmanager
def fresh(server: Server, name: str, template: str | None = None) -> Iterator[None]:
    """A database made now, dropped after."""
    create(server, name, template)
    try:
        yield
    finally:
        server.janitor(name).drop()


@contextmanager
def made_once(server: Server, name: str, template: str | None, fill: Filling) -> Iterator[str]:
    """A database to clone, for all the processes of a run: the first to ask makes it, the last to leave drops it."""
    with server.administer() as held:
        held.execute("SELECT pg_advisory_lock(1, hashtext(%s))", (name,))
        if held.execute(EXISTS, (name,)).fetchone() is None:
            make(server, name, template, fill)
        held.execute("SELECT pg_advisory_lock_shared(2, hashtext(%s))", (name,))
        held.execute("SELECT pg_advisory_unlock(1, hashtext(%s))", (name,))
        yield name
        held.execute("SELECT pg_advisory_unlock_shared(2, hashtext(%s))", (name,))
        held.execute("SELECT pg_advisory_lock(1, hashtext(%s))", (name,))
        if held.execute("SELECT pg_try_advisory_lock(2, hashtext(%s))", (name,)).fetchone() == (True,):
            server.janitor(name).drop()


def make(server: Server, name: str, template: str | None, fill: Filling) -> None:
    """Whole or not at all: another process would take it for made."""
    create(server, name, template)
    engine = create_engine(server.url(name), connect_args=PATIENCE)
    try:
        fill(engine)
    except BaseException:
        server.janitor(name).drop()
        raise
    finally:
        engine.dispose()
