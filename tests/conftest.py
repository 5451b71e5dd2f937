"""A real PostgreSQL for every test: built once by the migrations, a clone per worker, one savepoint per test."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.orm import Session

from app.assessments.gather import forget_grids
from app.embedded import APPLICATION, ensure_role
from app.schema import bring_up
from tests.support import demonstration
from tests.support.chromium import browser
from tests.support.databases import PATIENCE, Server, embedded_test_server, fresh, made_once
from tests.support.renewed import Renewed

__all__ = ["PATIENCE", "Server", "browser", "fresh"]
# The site under test has the rights of its own role; `tests.support.owner.as_owner` gives those of the owner.
AS_THE_APPLICATION = {"options": f"{PATIENCE['options']} -c role={APPLICATION}"}
TEMPLATE = (
    "ODD17_TEST_TEMPLATE"  # a database already brought up, to clone instead of building one (scripts/mutation.py)
)
settings.register_profile("suite", suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
settings.load_profile("suite")
TEST_SERVER = "ODD17_TEST_DATABASE_URL"  # a PostgreSQL to use instead of the embedded one


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: demande PostgreSQL ; posé sur chaque essai qui s’en sert")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before « -m » chooses among them."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        for fixture, mark in (("database_server", "database"), ("browser", "browser")):
            if fixture in asked:
                item.add_marker(mark)


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


@pytest.fixture(scope="session")
def template_database(database_server: Server, run_name: str) -> Iterator[str]:
    """What the migrations and the reference data make of an empty database, kept to be cloned."""
    if given := os.environ.get(TEMPLATE):
        yield given
        return
    with made_once(database_server, f"odd17_template_{run_name}", None, bring_up) as name:
        yield name


@pytest.fixture(scope="session")
def demonstration_of(database_server: Server, template_database: str, run_name: str) -> Iterator[Callable[[date], str]]:
    """The same with the demonstration of a day, loaded once for the run, to be cloned."""
    made: dict[date, str] = {}
    with ExitStack() as kept:

        def of(day: date) -> str:
            if day not in made:
                name = f"odd17_demo_{day:%Y%m%d}_{run_name}"
                fill = partial(demonstration.load, day=day)
                made[day] = kept.enter_context(made_once(database_server, name, template_database, fill))
            return made[day]

        yield of


@pytest.fixture(scope="session")
def demo_engine(database_server: Server, demonstration_of: Callable[[date], str], worker_name: str) -> Iterator[Engine]:
    """The demonstration of `demonstration.DAY`, as the application; for tests that undo what they do."""
    name = f"odd17_shown_{worker_name}"
    with fresh(database_server, name, demonstration_of(demonstration.DAY)):
        engine = create_engine(database_server.url(name), connect_args=AS_THE_APPLICATION)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def worker_name() -> str:
    """Part of the names of this process's databases: several runs may share one server."""
    return f"p{os.getpid()}"


@pytest.fixture(scope="session")
def run_name(worker_name: str) -> str:
    """Part of the names of what the processes of one run share."""
    return f"p{os.getppid()}" if "PYTEST_XDIST_WORKER" in os.environ else worker_name


@pytest.fixture(scope="session")
def engine(database_server: Server, template_database: str, worker_name: str) -> Iterator[Engine]:
    name = f"odd17_test_{worker_name}"
    with fresh(database_server, name, template_database):
        engine = create_engine(database_server.url(name), connect_args=AS_THE_APPLICATION)
        yield engine
        engine.dispose()


@pytest.fixture
def own_template(template_database: str) -> str:
    """What a test's own database starts from; another in the files that start from the demonstration."""
    return template_database


@pytest.fixture
def own_owner_url(database_server: Server, own_template: str, worker_name: str) -> Iterator[str]:
    """A database of the test's own, for what must really commit: threads, commands, browsers. As its owner."""
    name = f"odd17_own_{worker_name}"
    with fresh(database_server, name, own_template):
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


@pytest.fixture(scope="session")
def renewed(database_server: Server, template_database: str, engine: Engine) -> Renewed:
    return Renewed(database_server, template_database, engine)


@pytest.fixture
def connection(engine: Engine, renewed: Renewed) -> Iterator[Connection]:
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
    forget_grids()
    renewed.after_a_test()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """What a test writes here, the pages see; nothing outlives the test."""
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        yield session
