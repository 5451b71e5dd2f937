"""The tables of an empty database, made at once from the statements of all the migrations, recorded beforehand.

``python -m scripts.tables`` records them; a test holds them equal to what the migrations say.
"""

from pathlib import Path
from typing import Any

import psycopg

from app.reference.territories import load_territories

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
RECORDED = MIGRATIONS / "sql/all.sql"
LOCK = 17_000_001  # one process prepares at a time
TAKE_THE_LOCK = f"SELECT pg_advisory_xact_lock({LOCK})".encode()
IS_EMPTY = "SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"


def newest_revision() -> str:
    """What ``migrations/HEAD`` says; a test holds it equal to the scripts."""
    return (MIGRATIONS / "HEAD").read_text(encoding="utf-8").strip()


def prepare(url: str) -> None:
    """With the longest of its lists; an address of ``psycopg``. Nothing to do where there are tables."""
    with psycopg.connect(url) as connection:
        connection.execute(TAKE_THE_LOCK)
        if made(connection):
            load_territories(connection)


def made(connection: psycopg.Connection[Any]) -> bool:
    """In the transaction of the caller, who has the lock; False when it is for Alembic to do."""
    if connection.execute(IS_EMPTY).fetchone() != (True,):
        return False
    revision, _, statements = RECORDED.read_text(encoding="utf-8").partition("\n")
    if revision != header():
        return False
    connection.execute(statements.encode())
    return True


def header() -> str:
    return f"-- {newest_revision()}"
