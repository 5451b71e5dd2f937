"""A real PostgreSQL for every test: built by the migrations, one database per worker, one savepoint per test."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from pytest_postgresql.janitor import DatabaseJanitor
from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.orm import Session

from app.assessments.gather import forget_grids
from app.embedded import APPLICATION, ensure_role, get_server, is_running
from app.schema import bring_up
from tests.support.chromium import browser

__all__ = ["browser"]
PATIENCE = {"options": "-c lock_timeout=20s"}  # a test that waits for itself fails instead of hanging
# The site under test has the rights of its own role; `tests.support.owner.as_owner` gives those of the owner.
AS_THE_APPLICATION = {"options": f"{PATIENCE['options']} -c role={APPLICATION}"}
TEMPLATE = (
    "ODD17_TEST_TEMPLATE"  # a database already brought up, to clone instead of building one (scripts/mutation.sh)
)
TEST_SERVER = "ODD17_TEST_DATABASE_URL"  # a PostgreSQL to use instead of the embedded one


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

    def janitor(self, database: str, template: str | None = None) -> DatabaseJanitor:
        return DatabaseJanitor(
            user=self.user,
            host=self.host,
            port=self.port,
            password=self.password,
            dbname=database,
            template_dbname=template,
        )


@pytest.fixture(scope="session")
def database_server() -> Server:
    given = os.environ.get(TEST_SERVER)
    uri = given or embedded_test_server()
    with psycopg.connect(uri, autocommit=True) as connection:
        ensure_role(connection)
    parts = conninfo_to_dict(uri)
    password = parts.get("password")
    return Server(
        host=str(parts.get("host") or "localhost"),
        port=int(parts.get("port") or 5432),
        user=str(parts.get("user") or "postgres"),
        password=None if password is None else str(password),
    )


def embedded_test_server() -> str:
    """The wheel's server, apart from the one of ``make run``; durability is pointless for a throw-away database.

    Counted in the middle of rolled back tests, tables would pass for empty, and plans depend on the hour of autovacuum.
    """
    home = Path("var/test-postgresql").resolve()
    home.parent.mkdir(exist_ok=True)
    uri: str = get_server(home).get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        drop_leftovers(connection)
    return uri


def drop_leftovers(connection: psycopg.Connection[tuple[str, ...]]) -> None:
    """Databases of runs that were killed before they could drop their own."""
    for (name,) in connection.execute(
        "SELECT datname FROM pg_database WHERE datname ~ '^odd17_.*_p[0-9]+$'"
    ).fetchall():
        if not is_running(int(name.rpartition("_p")[2])):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def template_database(database_server: Server, worker_name: str) -> Iterator[str]:
    """What the migrations and the reference data make of an empty database, kept to be cloned."""
    if given := os.environ.get(TEMPLATE):
        yield given
        return
    name = f"odd17_template_{worker_name}"
    with fresh(database_server.janitor(name)):
        engine = create_engine(database_server.url(name), connect_args=PATIENCE)
        bring_up(engine)
        engine.dispose()
        yield name


@pytest.fixture(scope="session")
def worker_name() -> str:
    """Part of the names of this process's databases: several runs may share one server."""
    return f"p{os.getpid()}"


@pytest.fixture(scope="session")
def engine(database_server: Server, template_database: str, worker_name: str) -> Iterator[Engine]:
    name = f"odd17_test_{worker_name}"
    with fresh(database_server.janitor(name, template_database)):
        engine = create_engine(database_server.url(name), connect_args=AS_THE_APPLICATION)
        yield engine
        engine.dispose()


@pytest.fixture
def own_owner_url(database_server: Server, template_database: str, worker_name: str) -> Iterator[str]:
    """A database of the test's own, for what must really commit: threads, commands, browsers. As its owner."""
    name = f"odd17_own_{worker_name}"
    with fresh(database_server.janitor(name, template_database)):
        yield database_server.url(name)


@pytest.fixture
def own_database_url(database_server: Server, own_owner_url: str) -> str:
    """The same database, as the role of the application: what a real site is given."""
    return database_server.url(make_url(own_owner_url).database or "", APPLICATION)


@pytest.fixture
def own_engine(own_owner_url: str) -> Iterator[Engine]:
    """As the owner: a test may lock, break and empty what a site may not."""
    engine = create_engine(own_owner_url, connect_args=PATIENCE)
    yield engine
    engine.dispose()


@pytest.fixture
def own_site_engine(own_database_url: str) -> Iterator[Engine]:
    """As the application, to run a site or a worker over a database of the test's own."""
    engine = create_engine(own_database_url, connect_args=PATIENCE)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
    forget_grids()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """What a test writes here, the pages see; nothing outlives the test."""
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        yield session


class fresh:  # noqa: N801  (reads as « with fresh(database) »)
    """A database made now, dropped after; a leftover of a killed run is dropped first."""

    def __init__(self, janitor: DatabaseJanitor) -> None:
        self.janitor = janitor

    def __enter__(self) -> None:
        self.janitor.drop()
        self.janitor.init()

    def __exit__(self, *_: object) -> None:
        self.janitor.drop()
