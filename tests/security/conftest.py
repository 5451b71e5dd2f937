"""The site and a browser on it, as in `tests/app`; and one whose every text was typed by a hostile hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, Engine, Row, create_engine, select, text
from sqlalchemy.orm import Session

from app import clock
from app.models import User
from app.settings import settings
from tests.app.conftest import app, client, outbox, site
from tests.conftest import AS_THE_APPLICATION, PATIENCE, Server, fresh
from tests.security.crawl import Crawl, Page, Reader, some_records
from tests.security.hostile import poison, write_in_the_journal
from tests.security.records import complete

WRITES = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS n FROM pg_stat_xact_user_tables ORDER BY relname"
__all__ = ["app", "client", "outbox", "site"]


@pytest.fixture(scope="session")
def hostile_engine(
    database_server: Server,
    demonstration_of: Callable[[date], str],
    worker_name: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """As the owner; filled once for all the tests of the folder."""
    name = f"odd17_hostile_{worker_name}"
    with fresh(database_server, name, demonstration_of(clock.today())), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings(), "data_dir", tmp_path_factory.mktemp("hostile"))
        engine = create_engine(database_server.url(name), connect_args=PATIENCE)
        with Session(engine) as session:
            complete(session)
            session.commit()
        with engine.begin() as connection:
            poison(connection)
        with engine.begin() as connection:
            write_in_the_journal(connection)
            connection.execute(text("ANALYZE"))
        yield engine
        engine.dispose()


@pytest.fixture
def hostile(hostile_engine: Engine, app: FastAPI) -> Iterator[Connection]:
    """The site over the hostile database, as its own role, within one transaction."""
    engine = create_engine(hostile_engine.url, connect_args=AS_THE_APPLICATION)
    with engine.connect() as connection:
        transaction = connection.begin()
        app.state.bind = connection
        yield connection
        transaction.rollback()
    engine.dispose()


@pytest.fixture
def reader(app: FastAPI, hostile: Connection) -> Iterator[Reader]:
    """The administrator, on the hostile site; a page that breaks is answered as in production."""
    with (
        Session(hostile, join_transaction_mode="create_savepoint", expire_on_commit=False) as session,
        Reader(app, session, raise_server_exceptions=False) as reader,
    ):
        reader.sign_in(user=session.scalars(select(User).where(User.role == "admin").limit(1)).one())
        yield reader


@dataclass
class Seen:
    """What one crawl of the whole site found, and what PostgreSQL counted as written before and after it."""

    pages: list[Page] = field(default_factory=list)
    before: Sequence[Row[Any]] = ()
    after: Sequence[Row[Any]] = ()


@pytest.fixture(scope="session")
def found() -> Seen:
    return Seen()


@pytest.fixture
def seen(app: FastAPI, hostile: Connection, reader: Reader, found: Seen) -> Seen:
    """Every address that reads, asked once by the administrator, whatever the number of tests that look at it."""
    if not found.pages:
        reader.get("/projets")  # when the session was last used is the one thing a reading notes
        found.before = hostile.execute(text(WRITES)).all()
        crawl = Crawl(app, reader)
        found.pages += crawl.run("/")
        found.pages += crawl.run(*crawl.unreached(some_records(hostile)))
        found.after = hostile.execute(text(WRITES)).all()
    return found


@pytest.fixture
def pages(seen: Seen) -> list[Page]:
    return seen.pages
