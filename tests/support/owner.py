"""The rights of the owner of the tables, for what a site may not do: break a rule to see it noticed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.embedded import APPLICATION


@contextmanager
def as_owner(connection: Connection | Session) -> Iterator[None]:
    connection.execute(text("SET ROLE NONE"))
    yield
    connection.execute(text(f"SET ROLE {APPLICATION}"))
