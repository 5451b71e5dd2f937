"""Brings a database up to the newest migration and loads what the records refer to."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from app.models import Base
from app.reference.loader import load_reference

ROOT = Path(__file__).resolve().parent.parent
LOCK = 17_000_001  # one process migrates at a time


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def bring_up(engine: Engine) -> None:
    """Migrate if needed, then load the geographic code and the grids if they are missing."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if current_revision(connection) != newest_revision():
            command.upgrade(alembic_config(connection), "head")
        load_reference(connection)


def current_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def is_known_revision(revision: str) -> bool:
    """False for a database or a backup made by a newer version of the code."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return revision in {script.revision for script in scripts.walk_revisions()}


def drift(connection: Connection) -> list[object]:
    """What the tables of the code and those of the database do not agree on."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))
