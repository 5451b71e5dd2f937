"""Documents as if added through the pages."""

import io
from typing import Any

from sqlalchemy.orm import Session

from app.documents import service
from app.documents.contents import check
from app.models import Document, Project
from tests.app.documents.files import a_pdf

LIMIT = 20 * 2**20


def an_arrival(name: str = "bilan.pdf", content: bytes | None = None) -> service.Arrival:
    stream = io.BytesIO(a_pdf() if content is None else content)
    return service.Arrival(name, stream, check(name, stream, LIMIT))


def a_document(
    session: Session, project: Project, *, name: str = "bilan.pdf", content: bytes | None = None, **given: Any
) -> Document:
    values: dict[str, Any] = {"kind": "rapport", "title": "Bilan", "user": None} | given
    return service.add_document(session, project=project, arrival=an_arrival(name, content), **values)
