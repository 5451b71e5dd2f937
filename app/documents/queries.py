"""Documents as lists and pages show them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.errors import NotFound
from app.models import (
    Document,
    DocumentKind,
    DocumentVersion,
    Project,
    User,
)

LATEST = 4
OTHER_VERSION = aliased(DocumentVersion)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document with its current version."""

    id: int
    kind: str
    title: str
    dated_on: date | None
    has_personal_data: bool
    withdrawn_at: datetime | None
    project_code: str
    project_title: str
    number: int
    file_name: str
    size_bytes: int
    added_at: datetime
    by: str | None

    @property
    def kind_label(self) -> str:
        return DocumentKind(self.kind).label

    @property
    def address(self) -> str:
        return f"/projets/{self.project_code}/documents/{self.id}"

    @property
    def suffix(self) -> str:
        return self.file_name.rpartition(".")[2].upper()


class VersionLine(NamedTuple):
    number: int
    file_name: str
    media_type: str
    size_bytes: int
    sha256: bytes
    comment: str
    warning: str
    added_at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class DocumentsCard:
    """`counts`: (label, how many), kinds without any left out; `latest`: the last ones added."""

    total: int
    counts: tuple[tuple[str, int], ...]
    latest: tuple[DocumentLine, ...]


def get_document(session: Session, project: Project, document_id: int) -> Document:
    found = session.get(Document, document_id)
    if found is None or found.project_id != project.id:
        back = f"/projets/{project.code}/documents"
        raise NotFound("Ce document n’existe pas, ou plus.", back, "Revenir aux documents du projet")
    return found


def current_version(session: Session, document_id: int) -> DocumentVersion:
    statement = select(DocumentVersion).where(DocumentVersion.document_id == document_id)
    return session.scalars(statement.order_by(DocumentVersion.number.desc()).limit(1)).one()


def get_version(session: Session, document: Document, number: int) -> DocumentVersion:
    statement = select(DocumentVersion).where(
        DocumentVersion.document_id == document.id, DocumentVersion.number == number
    )
    found = session.scalar(statement) if number < 2**31 else None
    if found is None:
        raise NotFound("Cette version n’existe pas.")
    return found


def versions_of(session: Session, document_id: int) -> Sequence[VersionLine]:
    """The latest first."""
    columns = [getattr(DocumentVersion, name) for name in VersionLine._fields if name != "by"]
    statement = (
        select(*columns, User.name.label("by"))
        .outerjoin(User, User.id == DocumentVersion.added_by_id)
        .where(DocumentVersion.document_id == document_id)
    )
    return [VersionLine._make(row) for row in session.execute(statement.order_by(DocumentVersion.number.desc()))]


def lines_of(session: Session, ids: Sequence[int]) -> tuple[DocumentLine, ...]:
    """In the order given."""
    found = {line.id: line for line in _lines(session, _described().where(Document.id.in_(ids)))}
    return tuple(found[each] for each in ids if each in found)


def project_card(session: Session, project: Project) -> DocumentsCard:
    kept = Document.project_id == project.id, Document.withdrawn_at.is_(None)
    rows = session.execute(select(Document.kind, func.count().label("found")).where(*kept).group_by(Document.kind))
    by_kind: dict[str, int] = {row.kind: row.found for row in rows}
    statement = _described().where(*kept).order_by(Document.id.desc()).limit(LATEST)
    return DocumentsCard(
        sum(by_kind.values()),
        tuple((kind.label, by_kind[kind]) for kind in DocumentKind if kind in by_kind),
        tuple(_lines(session, statement)) if by_kind else (),
    )


def evidence_of(session: Session, project_id: int) -> dict[int, list[DocumentLine]]:
    """The documents of each milestone of a project, by milestone."""
    statement = (
        _described()
        .add_columns(Document.milestone_id)
        .where(Document.project_id == project_id, Document.milestone_id.is_not(None), Document.withdrawn_at.is_(None))
        .order_by(Document.id)
    )
    found = defaultdict(list)
    for row in session.execute(statement).mappings():
        values = dict(row)
        found[values.pop("milestone_id")].append(DocumentLine(**values))
    return found


def _lines(session: Session, statement: Select[*tuple[Any, ...]]) -> list[DocumentLine]:
    return [DocumentLine(**row) for row in session.execute(statement).mappings()]


def _described() -> Select[*tuple[Any, ...]]:
    latest = (
        select(func.max(OTHER_VERSION.number)).where(OTHER_VERSION.document_id == Document.id).correlate(Document)
    ).scalar_subquery()
    return (
        select(
            Document.id,
            Document.kind,
            Document.title,
            Document.dated_on,
            Document.has_personal_data,
            Document.withdrawn_at,
            Project.code.label("project_code"),
            Project.title.label("project_title"),
            DocumentVersion.number,
            DocumentVersion.file_name,
            DocumentVersion.size_bytes,
            DocumentVersion.added_at,
            User.name.label("by"),
        )
        .join(Project, Project.id == Document.project_id)
        .join(DocumentVersion, DocumentVersion.document_id == Document.id)
        .outerjoin(User, User.id == DocumentVersion.added_by_id)
        .where(DocumentVersion.number == latest)
    )
