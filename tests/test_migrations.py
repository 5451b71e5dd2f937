"""Migrations build the database, go all the way down, and agree with the tables of the code."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text

from app.schema import alembic_config, drift
from app.tables import newest_revision
from tests.conftest import Server, fresh

ROOT = Path(__file__).parent.parent


def test_tables_of_the_code_and_of_the_migrations_agree(connection: Connection) -> None:
    assert drift(connection) == []


def test_there_is_one_head_and_the_head_file_names_it() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert script.get_heads() == [newest_revision()]
    assert newest_revision() == script.get_current_head()


@pytest.fixture
def empty_engine(database_server: Server, worker_name: str) -> Iterator[Engine]:
    name = f"odd17_migrating_{worker_name}"
    with fresh(database_server, name):
        engine = create_engine(database_server.url(name))
        yield engine
        engine.dispose()


def test_an_emptied_database_goes_all_the_way_down(empty_engine: Engine) -> None:
    migrate(empty_engine, "upgrade", "head")
    migrate(empty_engine, "downgrade", "base")
    with empty_engine.connect() as connection:
        left = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    assert left == ["alembic_version"]


def test_nothing_of_the_queue_of_jobs_is_left_when_it_goes(empty_engine: Engine) -> None:
    migrate(empty_engine, "upgrade", "0008")
    migrate(empty_engine, "downgrade", "0007")
    with empty_engine.connect() as connection:
        functions = connection.scalars(text("SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%'")).all()
        types = connection.scalars(text("SELECT typname FROM pg_type WHERE typname LIKE '%procrastinate%'")).all()
    assert (functions, types) == ([], [])
    migrate(empty_engine, "upgrade", "0008")


def test_the_queue_s_tables_are_those_of_its_library() -> None:
    """When this fails the library has moved on: a new migration takes the tables there, 0008 stays as it is."""
    installed = files("procrastinate") / "sql/schema.sql"
    assert (ROOT / "migrations/sql/0008_procrastinate_3_10.sql").read_text() == installed.read_text()


def test_every_list_arrives_with_the_fund_s_first_version(connection: Connection) -> None:
    assert connection.scalar(text("SELECT count(*) FROM region WHERE NOT overseas")) == 13
    assert connection.scalar(text("SELECT count(*) FROM region WHERE overseas")) == 5
    assert connection.scalar(text("SELECT count(*) FROM partnership_mode")) == 16
    assert connection.scalar(text("SELECT label FROM territory WHERE id = 'commune-2A004'")) == "Ajaccio"


def test_normalised_text_has_no_accent_and_no_typographic_sign(connection: Connection) -> None:
    value = connection.scalar(text("SELECT normalise('L’Œuvre Été – À Çà, Saint-Éloi')"))
    assert value == "l'oeuvre ete – a ca, saint eloi"


def migrate(engine: Engine, direction: str, revision: str) -> None:
    with engine.begin() as connection:
        migrate_on(connection, direction, revision)


def migrate_on(connection: Connection, direction: str, revision: str) -> None:
    getattr(command, direction)(alembic_config(connection), revision)
