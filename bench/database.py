"""A throw-away database per portfolio size, on an embedded server of the benches' own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from sqlalchemy import Engine, create_engine, text

from app.embedded import get_server
from app.schema import bring_up
from bench.data import populate

HOME = Path("var/bench/postgresql")


@contextmanager
def portfolio_of(projects: int) -> Iterator[str]:
    """The address of a database holding this many projects; dropped after."""
    with empty_database(f"bench_{projects}") as url:
        fill(url, projects)
        yield url


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """The address of a database without any table; dropped after."""
    HOME.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(HOME.resolve())
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            socket = quote(str(server.get_postmaster_info().socket_dir))
            yield f"postgresql+psycopg://postgres@/{name}?host={socket}"
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def fill(url: str, projects: int) -> None:
    engine = create_engine(url)
    bring_up(engine)
    with engine.begin() as connection:
        populate(connection, projects)
    settle(engine)
    engine.dispose()


def settle(engine: Engine) -> None:
    """Statistics and visibility maps as on a database that has been in use, so that no clean-up runs while we time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))
        connection.execute(text("CHECKPOINT"))
