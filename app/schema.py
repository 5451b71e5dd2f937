"""Brings a database up to the newest migration and loads what the records refer to.

Alembic is imported only when there is something to migrate: it costs a second at each start otherwise.
"""

from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import Connection, Engine, text

from app.db import application_role
from app.errors import Refused
from app.journal import columns, roles
from app.journal.context import ACTING
from app.reference.loader import load_reference
from app.tables import LOCK, MIGRATIONS, made, newest_revision

if TYPE_CHECKING:
    from alembic.config import Config

CURRENT = text("SELECT version_num FROM alembic_version")
HAS_MIGRATIONS = text("SELECT to_regclass('alembic_version') IS NOT NULL")


def alembic_config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config(str(MIGRATIONS.with_name("alembic.ini")))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


PREPARING = {
    "user_id": None,
    "invitation_id": None,
    "origin": "command",
    "route": "préparation de la base",
    "request_id": "",
    "reason": "",
}
NOT_THE_OWNER = (
    "La base doit être préparée par le propriétaire de ses tables\u00a0: donnez son adresse à ODD17_OWNER_DATABASE_URL."
)


def bring_up(engine: Engine) -> None:
    """As the owner: migrate if needed, load the geographic code and the grids if they are missing, let the role of the
    application in."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if current_revision(connection) != newest_revision():
            if not roles.may_prepare(connection):
                raise Refused(NOT_THE_OWNER)
            upgrade(connection)
        if roles.owns_the_tables(connection):
            columns.install(connection)
            roles.let_in(connection, application_role())
        connection.execute(ACTING, PREPARING)
        load_reference(connection)


def upgrade(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  (the one driver of the project)
    if made(driver):
        return
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def current_revision(connection: Connection) -> str | None:
    return connection.scalar(CURRENT) if connection.scalar(HAS_MIGRATIONS) else None


def is_known_revision(revision: str) -> bool:
    """False for a database or a backup made by a newer version of the code."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(alembic_config())
    return revision in {script.revision for script in scripts.walk_revisions()}


def drift(connection: Connection) -> list[object]:
    """What the tables of the code and those of the database do not agree on."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from app.models import Base

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
    return list(compare_metadata(context, Base.metadata))


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The queue of jobs has tables of its own, which come and go with its library."""
    return not (kind == "table" and (name or "").startswith("procrastinate"))
