"""The whole application over the test's own transaction, and a browser on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.main import create_app
from app.settings import settings
from tests.support.client import Client


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Mail of the test, as `.eml` files."""
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    return tmp_path / "outbox"


@pytest.fixture
def app(connection: Connection, outbox: Path) -> FastAPI:
    return create_app(connection)


@pytest.fixture
def client(app: FastAPI, session: Session) -> Iterator[Client]:
    with Client(app, session) as client:
        yield client
