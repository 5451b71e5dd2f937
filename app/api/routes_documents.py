"""Documents: found as in the list, those of a project, one with its versions, and the files themselves."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Path, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api.answers_documents import Document, DocumentLine, Documents
from app.api.asked import AskedDocuments, CodeInPath, NumberInPath, PageOfDocuments, not_a_cursor
from app.api.responses import problems, say
from app.api.routing import ApiRouter
from app.db import Reading
from app.documents.contents import KINDS
from app.documents.handing import answer
from app.documents.listing import DocumentFilter, read_documents
from app.documents.queries import current_version, get_version, lines_of, versions_of
from app.errors import NotFound
from app.keyset import reads
from app.models import Document as Record
from app.models import Project
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Documents")
VersionInPath = Annotated[int, Path(ge=1, le=2**31 - 1, description="Le numéro de la version.", examples=[1])]
GONE = "Ce document n’existe pas, ou plus."
ORDER = [Record.id.expression]
BINARY = {"schema": {"type": "string", "format": "binary"}}
A_FILE: dict[int | str, dict[str, Any]] = problems(410) | {
    200: {
        "description": "Le fichier, tel qu’il est venu.",
        "content": {kind.media_type: BINARY for kind in KINDS.values()},
        "headers": {"ETag": {"description": "Empreinte du contenu.", "required": True, "schema": {"type": "string"}}},
    }
}


class File(Response):
    media_type = None


@router.reads("/documents", scope=Scope.DOCUMENTS_READ, answer=Documents)
def list_documents(asked: AskedDocuments, session: Reading) -> Response:
    """Les documents.

    De tous les projets, le dernier ajouté d’abord, page par page.
    """
    return say(_page(session, asked))


@router.reads("/projects/{code}/documents", scope=Scope.DOCUMENTS_READ, answer=Documents)
def list_documents_of_a_project(code: CodeInPath, asked: AskedDocuments, session: Reading) -> Response:
    """Les documents d’un projet.

    Le dernier ajouté d’abord, page par page.
    """
    return say(_page(session, asked, get_project(session, code)))


@router.reads("/documents/{number}", scope=Scope.DOCUMENTS_READ, answer=Document, versioned=True)
def read_document(number: NumberInPath, session: Reading) -> Response:
    """Un document.

    Et toutes ses versions.
    """
    found = _get(session, number)
    line = DocumentLine.model_validate(lines_of(session, [number])[0]).model_dump()
    versions = [version._asdict() for version in versions_of(session, number)]
    more = {"project_code": line.pop("project"), "number": line.pop("version")}
    return say(Document.model_validate(line | more | {"note": found.note, "versions": versions}), version=found.version)


@router.reads("/documents/{number}/file", scope=Scope.DOCUMENTS_READ, response_class=File, responses=A_FILE)
def read_file(request: Request, number: NumberInPath, session: Reading) -> Response:
    """Le fichier d’un document.

    Celui de la version en vigueur.
    """
    return answer(request, current_version(session, _get(session, number).id))


@router.reads(
    "/documents/{number}/versions/{version}/file",
    scope=Scope.DOCUMENTS_READ,
    response_class=File,
    responses=A_FILE,
)
def read_file_of_a_version(
    request: Request, number: NumberInPath, version: VersionInPath, session: Reading
) -> Response:
    """Le fichier d’une version."""
    return answer(request, get_version(session, _get(session, number), version))


def _page(session: Session, asked: PageOfDocuments, project: Project | None = None) -> Documents:
    if asked.after and not reads(asked.after, ORDER):
        raise not_a_cursor()
    chosen = DocumentFilter.from_query(asked.model_dump(include={"q", "genre", "etat"}))
    page = read_documents(session, chosen, project, after=asked.after, size=asked.limit)
    lines = [DocumentLine.model_validate(asdict(line)) for line in page.lines]
    return Documents(documents=lines, total=page.count(chosen.genre), next=page.next or None)


def _get(session: Session, number: int) -> Record:
    found = session.get(Record, number)
    if found is None:
        raise NotFound(GONE)
    return found
