"""Documents by their title or the name of a file, imports and exports by the name of theirs. Contents are not read."""

from sqlalchemy import func, select, union_all

from app.models import Document, DocumentVersion, ImportBatch, IssuedFile, IssueState, Project
from app.models import search as indexed
from app.search.queries.base import Found, Reader, latest, line, matches, nearness
from app.search.words import Asked


def documents(asked: Asked, _: Reader) -> Found:
    """Those in force, as the list of documents."""
    titled = select(Document.id).where(matches(indexed.DOCUMENT, asked))
    named = select(DocumentVersion.document_id).where(matches(indexed.DOCUMENT_FILE, asked))
    file_name = (
        select(DocumentVersion.file_name)
        .where(DocumentVersion.document_id == Document.id)
        .order_by(DocumentVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        line(
            Document.id,
            nearness(func.normalise(Document.title), asked),
            func.normalise(Document.title),
            id=Document.id,
            title=Document.title,
            kind=Document.kind,
            dated=Document.dated_on,
            file=file_name,
            texts=func.jsonb_build_array(Document.note),
            project=Project.code,
            project_title=Project.title,
        )
        .join(Project, Project.id == Document.project_id)
        .where(Document.withdrawn_at.is_(None), Document.id.in_(union_all(titled, named)))
    )


def imports(asked: Asked, _: Reader) -> Found:
    asked = asked.without("import", "imports")
    return line(
        ImportBatch.id,
        latest(ImportBatch.received_at),
        ImportBatch.file_name,
        id=ImportBatch.id,
        file=ImportBatch.file_name,
        status=ImportBatch.status,
        at=ImportBatch.received_at,
    ).where(matches(indexed.IMPORT, asked))


def exports(asked: Asked, _: Reader) -> Found:
    asked = asked.without("export", "exports")
    return line(
        IssuedFile.id,
        latest(IssuedFile.asked_at),
        IssuedFile.file_name,
        id=IssuedFile.id,
        file=IssuedFile.file_name,
        about=IssuedFile.about,
        status=IssuedFile.state,
        at=IssuedFile.asked_at,
    ).where(IssuedFile.state == IssueState.DONE, matches(indexed.ISSUED, asked))
