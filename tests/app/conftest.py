"""The whole application over the test's own transaction, and a browser on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.main import create_app
from app.settings import settings
from tests.support.client import Client


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Mail of the test, as `.eml` files."""
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    return tmp_path / "outbox"


@pytest.fixture(scope="session")
def site(engine: Engine) -> FastAPI:
    """Built once per process: the first request of a new application lays out all its routes, which takes a while."""
    return create_app(engine)


@pytest.fixture
def app(site: FastAPI, connection: Connection, outbox: Path) -> Iterator[FastAPI]:
    """The site over the test's own transaction; the pages that a test adds leave with it."""
    routes = list(site.router.routes)
    site.state.bind = connection
    yield site
    site.router.routes[:] = routes


@pytest.fixture
def client(app: FastAPI, session: Session) -> Iterator[Client]:
    with Client(app, session) as client:
        yield client
