"""Runs migrations in one transaction, with time limits, over the connection the caller brings (or the set database)."""

from alembic import context
from sqlalchemy import Connection, text

from app.db import engine
from app.models import Base
from app.schema import is_ours

LIMITS = ("SET LOCAL lock_timeout = '5s'", "SET LOCAL statement_timeout = '60s'")


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=False,
        include_name=is_ours,
    )
    with context.begin_transaction():
        for limit in LIMITS:
            connection.execute(text(limit))
        context.run_migrations()


connection = context.config.attributes.get("connection")
if connection is not None:
    run(connection)
else:
    with engine().begin() as own:
        run(own)
