"""A throw-away database per portfolio size, on an embedded server of the benches' own."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from sqlalchemy import Connection, Engine, create_engine, text

from app.demo.sized import SEED, load_portfolio
from app.embedded import get_server
from app.schema import bring_up

TODAY = date(2026, 11, 22)  # the day the portfolio is made for; pages count delays from the real day
HOME = Path("var/bench/postgresql")
MAKERS = (Path("app/demo/sized"), Path("migrations/versions"))


@contextmanager
def portfolio_of(projects: int) -> Iterator[str]:
    """The address of a database holding this many projects, copied from the one made the first time; dropped after."""
    with empty_database(f"bench_{projects}", kept(projects)) as url:
        yield url


@contextmanager
def empty_database(name: str, template: str = "template1") -> Iterator[str]:
    """The address of a database without any table, or like its template; dropped after.

    Two runs at once do not take each other's.
    """
    name = f"{name}_{os.getpid()}"
    with served() as (connection, socket):
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield address(name, socket)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def kept(projects: int) -> str:
    """The name of the database to copy, made by what makes it today: those of an earlier code go."""
    name = f"kept_{projects}_{maker()}"
    with served() as (connection, socket):
        there = [row[0] for row in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'kept%'")]
        if name in there:
            return name
        for old in (one for one in there if one.startswith((f"kept_{projects}_", "kept_new_"))):
            connection.execute(f"DROP DATABASE {old} WITH (FORCE)")
        connection.execute("CREATE DATABASE kept_new_")
        fill(address("kept_new_", socket), projects)
        connection.execute(f"ALTER DATABASE kept_new_ RENAME TO {name}")
    return name


def maker() -> str:
    """Changes when a table or the generator does."""
    files = sorted(file for folder in MAKERS for file in folder.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


@contextmanager
def served() -> Iterator[tuple[psycopg.Connection[Any], str]]:
    HOME.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(HOME.resolve())
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        yield connection, str(server.get_postmaster_info().socket_dir)


def address(database: str, socket: str) -> str:
    return f"postgresql+psycopg://postgres@/{database}?host={quote(socket)}"


def fill(url: str, projects: int) -> None:
    engine = create_engine(url)
    bring_up(engine)
    with engine.begin() as connection:
        populate(connection, projects)
    settle(engine)
    engine.dispose()


def populate(connection: Connection, projects: int, seed: int = SEED) -> None:
    """The portfolio of ``odd17 demo --projects``: same size and seed, same rows."""
    load_portfolio(connection, projects, seed, TODAY)


def settle(engine: Engine) -> None:
    """Statistics and visibility maps as on a database that has been in use, so that no clean-up runs while we time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))
        connection.execute(text("CHECKPOINT"))
