"""The files that name a person: received, issued, kept with a project, or mails that wait."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.storage import path_of
from app.models import Document, DocumentVersion, ImportBatch, IssuedFile, IssuedPiece, Project
from app.privacy.matching import Matcher
from app.privacy.person.files import Unreadable, mail_texts, names
from app.settings import settings


@dataclass(frozen=True)
class File:
    id: int
    name: str
    address: str


@dataclass
class Files:
    """``unread``: those nobody can search but by eye."""

    received: list[File] = field(default_factory=list)
    issued: list[File] = field(default_factory=list)
    documents: list[File] = field(default_factory=list)
    mails: list[Path] = field(default_factory=list)
    unread: list[File] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.received or self.issued or self.documents or self.mails)


def files_naming(session: Session, matcher: Matcher) -> Files:
    found = Files(mails=list(mails_naming(matcher)))
    for kind, each in ((found.received, _received), (found.issued, _issued), (found.documents, _documents)):
        for file, contents in each(session):
            _sort(file, contents, matcher, kind, found.unread)
    return found


def mails_naming(matcher: Matcher) -> Iterator[Path]:
    """Letters that were never sent, as files of the data folder."""
    for path in sorted((settings().data_dir / "outbox").glob("*.eml")):
        if any(matcher.is_in(text) for text in mail_texts(path)):
            yield path


def _sort(file: File, contents: Iterable[bytes], matcher: Matcher, kind: list[File], unread: list[File]) -> None:
    try:
        if any(names(content, matcher) for content in contents):
            kind.append(file)
    except Unreadable:
        unread.append(file)


def _received(session: Session) -> Iterator[tuple[File, list[bytes]]]:
    of_batches = select(ImportBatch.id, ImportBatch.file_name).where(
        ImportBatch.content.is_not(None) | ImportBatch.cells.is_not(None)
    )
    for batch_id, name in session.execute(of_batches.order_by(ImportBatch.id)).all():
        contents = session.execute(select(ImportBatch.content, ImportBatch.cells).where(ImportBatch.id == batch_id))
        held = [content for content in contents.one() if content]
        yield File(batch_id, name, f"/imports/{batch_id}"), held


def _issued(session: Session) -> Iterator[tuple[File, list[bytes]]]:
    of_files = select(IssuedFile.id, IssuedFile.file_name, IssuedFile.content_id)
    for issued_id, name, content_id in session.execute(
        of_files.where(IssuedFile.content_id.is_not(None)).order_by(IssuedFile.id)
    ).all():
        pieces = session.scalars(
            select(IssuedPiece.data).where(IssuedPiece.content_id == content_id).order_by(IssuedPiece.position)
        )
        yield (
            File(issued_id, name or f"Fichier émis n°\u00a0{issued_id}", f"/exports/{issued_id}"),
            [b"".join(pieces)],
        )


def _documents(session: Session) -> Iterator[tuple[File, list[bytes]]]:
    versions = (
        select(DocumentVersion.id, DocumentVersion.file_name, DocumentVersion.sha256, Document.id, Project.code)
        .join(Document, Document.id == DocumentVersion.document_id)
        .join(Project, Project.id == Document.project_id)
        .order_by(DocumentVersion.id)
    )
    for version_id, name, digest, document_id, code in session.execute(versions).all():
        path = path_of(digest)
        if path.is_file():
            yield File(version_id, name, f"/projets/{code}/documents/{document_id}"), [path.read_bytes()]
