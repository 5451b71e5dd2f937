"""Engine and sessions. One request is one transaction; nothing else in the project commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.orm import Session

from app.embedded import APPLICATION, application_url, embedded_url
from app.journal.context import Actor, act, current_actor
from app.models.journal import Origin
from app.patience import limit
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
    """As the application: a role that reads and writes the records, and cannot touch the journal."""
    url = settings().database_url
    return application_url(settings().data_dir) if url is None else with_driver(url)


def owner_url() -> str:
    """As the owner of the tables; the application's own address when no other is given."""
    if settings().database_url is None:
        return embedded_url(settings().data_dir)
    return with_driver(settings().owner_database_url or settings().database_url or "")


def application_role() -> str:
    """Whom the owner lets in."""
    return APPLICATION if settings().database_url is None else make_url(database_url()).username or ""


def with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)


@cache
def engine() -> Engine:
    """An error never repeats the values of its statement: it may end in a log."""
    return create_engine(
        database_url(), pool_size=settings().pool_size, max_overflow=10, pool_pre_ping=True, hide_parameters=True
    )


@cache
def site_engine() -> Engine:
    """What pages use: a database that says nothing is answered for in seconds."""
    return limit(
        create_engine(
            database_url(),
            pool_size=settings().pool_size,
            max_overflow=10,
            pool_timeout=10,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    )


@cache
def owner_engine() -> Engine:
    """To migrate, save and restore; it keeps no connection open."""
    return create_engine(owner_url(), poolclass=NullPool, hide_parameters=True)


@contextmanager
def reading(bind: Bind) -> Iterator[Session]:
    """No connection is taken before the first question, which begins a transaction that says it only reads."""
    if isinstance(bind, Engine):
        with ReadSession(bind.execution_options(postgresql_readonly=True)) as session:
            yield session
        return
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
    """Commit when the block ends well; the caller of a script or job gets the error otherwise.

    The journal puts it down to whoever ``app.journal.context.acting_as`` says, a command otherwise.
    """
    with Session(bind, join_transaction_mode="create_savepoint") as session:
        act(session, current_actor())
        yield session
        settle(session)


def settle(session: Session) -> None:
    """Check the rules that span rows now, where a refusal can still be told, then commit."""
    session.flush()
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.commit()


@contextmanager
def reading_for(request: Request) -> Iterator[Session]:
    """The session of the page when it has one already, a short one otherwise: never two connections at once.

    Who asks is never asked of a replica: a visit that was just ended is over.
    """
    opened: Session | None = getattr(request.state, "reading", None)
    if opened is not None and not getattr(request.state, "on_replica", False):
        yield opened
        return
    with reading(request.app.state.bind) as session:
        yield session


def read_session(request: Request) -> Iterator[Session]:
    opened: Session | None = getattr(request.state, "reading", None)
    if opened is not None:
        yield opened
        return
    with reading_for(request) as session:
        yield session


def write_session(request: Request) -> Iterator[Session]:
    """Commit once the route has returned and before the answer leaves; a refused form leaves nothing behind."""
    with Session(request.app.state.bind, join_transaction_mode="create_savepoint") as session:
        act(session, actor_of(request))
        yield session
        if getattr(request.state, "refused", False):
            session.rollback()
        else:
            settle(session)
            request.state.wrote = True


def actor_of(request: Request) -> Actor:
    """Whoever the guards of the route let in: a person of the fund, someone by a link, or nobody yet."""
    visitor, guest = (getattr(request.state, name, None) for name in ("visitor", "guest"))
    path = getattr(request.scope.get("route"), "path", "")
    return Actor(
        origin=Origin.API if request.url.path.startswith("/api/") else Origin.PAGE,
        user_id=visitor.id if visitor else None,
        invitation_id=guest.invitation_id if guest else None,
        door_id=guest.door_id if guest else None,
        route=f"{request.method} {path}",
        request_id=getattr(request.state, "request_id", ""),
    )


# scope="function": with the default scope the commit would run after the answer has left.
Reading = Annotated[Session, Depends(read_session, scope="function")]
Writing = Annotated[Session, Depends(write_session, scope="function")]
