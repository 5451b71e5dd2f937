"""Engine and sessions. One request is one transaction; nothing else in the project commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from app.embedded import embedded_url
from app.settings import settings

Bind = Engine | Connection


class ReadOnlySessionError(RuntimeError):
    """Something tried to write through the session of a reading page."""


class ReadSession(Session):
    """A session that refuses to flush, over a transaction that PostgreSQL itself keeps read only."""

    def flush(self, objects: Any = None) -> None:
        if self.new or self.dirty or self.deleted:
            raise ReadOnlySessionError("a reading page tried to write")


def database_url() -> str:
    url = settings().database_url
    if url is None:
        return embedded_url(settings().data_dir)
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)


@cache
def engine() -> Engine:
    """An error never repeats the values of its statement: it may end in a log."""
    return create_engine(
        database_url(), pool_size=settings().pool_size, max_overflow=10, pool_pre_ping=True, hide_parameters=True
    )


@contextmanager
def reading(bind: Bind) -> Iterator[Session]:
    with ReadSession(bind, join_transaction_mode="create_savepoint") as session:
        session.execute(text("SET TRANSACTION READ ONLY"))
        yield session


@contextmanager
def snapshot(bind: Bind) -> Iterator[Session]:
    """A reading of one instant, however long it lasts: what a report is made from."""
    with ReadSession(bind, join_transaction_mode="create_savepoint") as session:
        if isinstance(bind, Engine):  # a transaction already begun keeps its own level
            session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        session.execute(text("SET TRANSACTION READ ONLY"))
        yield session


@contextmanager
def writing(bind: Bind) -> Iterator[Session]:
    """Commit when the block ends well; the caller of a script or job gets the error otherwise."""
    with Session(bind, join_transaction_mode="create_savepoint") as session:
        yield session
        settle(session)


def settle(session: Session) -> None:
    """Check the rules that span rows now, where a refusal can still be told, then commit."""
    session.flush()
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.commit()


def read_session(request: Request) -> Iterator[Session]:
    with reading(request.app.state.bind) as session:
        yield session


def write_session(request: Request) -> Iterator[Session]:
    """Commit once the route has returned and before the answer leaves; a refused form leaves nothing behind."""
    with Session(request.app.state.bind, join_transaction_mode="create_savepoint") as session:
        yield session
        if getattr(request.state, "refused", False):
            session.rollback()
        else:
            settle(session)


# scope="function": with the default scope the commit would run after the answer has left.
Reading = Annotated[Session, Depends(read_session, scope="function")]
Writing = Annotated[Session, Depends(write_session, scope="function")]
