"""An empty database is made at once from the statements of the migrations: the same one, and only while it is empty."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import Connection, Engine, create_engine

from app import tables
from app.schema import alembic_config, current_revision, upgrade
from app.tables import newest_revision
from scripts.tables import recorded
from tests.conftest import Server, fresh
from tests.support.dumps import contents, structure


@pytest.fixture(scope="module")
def empty_engine(database_server: Server, worker_name: str) -> Iterator[Engine]:
    """Each test undoes what it makes."""
    name = f"odd17_tables_{worker_name}"
    with fresh(database_server, name):
        engine = create_engine(database_server.url(name))
        yield engine
        engine.dispose()


@pytest.fixture
def empty(empty_engine: Engine) -> Iterator[Connection]:
    with empty_engine.connect() as connection, connection.begin() as undone:
        yield connection
        undone.rollback()


def made(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return tables.made(driver)


def test_what_is_recorded_is_what_the_migrations_say(empty_engine: Engine) -> None:
    url = empty_engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    assert recorded(url) == tables.RECORDED.read_text(encoding="utf-8"), "python -m scripts.tables records it again"


def test_a_database_made_at_once_is_the_one_that_the_migrations_make(empty: Connection) -> None:
    """In one transaction, so that both are of the same instant."""
    with empty.begin_nested() as undone:
        assert made(empty)
        assert current_revision(empty) == newest_revision()
        at_once = structure(empty), contents(empty)
        undone.rollback()
    command.upgrade(alembic_config(empty), "head")
    assert (structure(empty), contents(empty)) == at_once


def test_a_database_that_has_tables_is_left_to_the_migrations(empty: Connection) -> None:
    command.upgrade(alembic_config(empty), "0001")
    assert not made(empty)
    upgrade(empty)
    assert current_revision(empty) == newest_revision()


def test_a_migration_that_was_not_recorded_is_run_all_the_same(
    empty: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "RECORDED", tmp_path / "all.sql")
    tables.RECORDED.write_text("-- 0039\nSELECT 1;\n")
    assert not made(empty)
    upgrade(empty)
    assert current_revision(empty) == newest_revision()
