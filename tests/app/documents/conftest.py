from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy.orm import Session

from app.models import Project
from tests.factories import a_project
from tests.support.client import Client

Sender = Callable[..., Response]


@pytest.fixture(autouse=True)
def place(outbox: Path) -> Path:
    """The files of a test go with it."""
    return outbox.parent / "documents"


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def here(project: Project) -> str:
    return f"/projets/{project.code}/documents"


@pytest.fixture
def send(client: Client, here: str) -> Sender:
    """`send(("a.pdf", b"…"), …, kind="preuve")`: as the form of « Ajouter des documents » does."""

    def sender(*files: tuple[str, bytes], **typed: Any) -> Response:
        page = f"{here}/nouveau"
        sent: Sequence[Any] = [("fichiers", (name, content, "application/octet-stream")) for name, content in files]
        return client.post_form(page, {"kind": "rapport"} | typed, page=page, files=sent)

    return sender
