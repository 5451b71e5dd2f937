"""The list of documents, of a project or of all: filtered, counted, page by page, the last added first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.choice import Choice
from app.documents.queries import DocumentLine, lines_of
from app.keyset import read_page
from app.models import Document, DocumentKind, DocumentVersion, Project

PAGE_SIZE = 50
WITHDRAWN = "retires"
MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class DocumentFilter(Choice):
    """Empty means « all »; `etat` « retires » shows those withdrawn, hidden otherwise."""

    q: str = ""
    genre: str = ""
    etat: str = ""

    def conditions(self, project: Project | None = None) -> list[ColumnElement[bool]]:
        is_withdrawn = Document.withdrawn_at.is_not(None)
        found: list[ColumnElement[bool]] = [is_withdrawn if self.etat == WITHDRAWN else ~is_withdrawn]
        if project is not None:
            found.append(Document.project_id == project.id)
        if self.genre:
            found.append(Document.kind == self.genre)
        return [*found, *(_has(word) for word in self.q.split()[:MAX_WORDS])]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    lines: tuple[DocumentLine, ...]
    counts: dict[str, int]
    """By kind, whatever the kind chosen."""
    previous: str
    next: str

    def count(self, kind: str) -> int:
        return self.counts.get(kind, 0) if kind else sum(self.counts.values())

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        return [(kind.value, kind.label, self.count(kind)) for kind in DocumentKind if self.count(kind)]


def read_documents(
    session: Session,
    chosen: DocumentFilter,
    project: Project | None = None,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
) -> DocumentPage:
    statement = _joined(select(Document.id)).where(*chosen.conditions(project))
    keys = [Document.id.expression]
    page = read_page(session, statement, keys, descending=True, after=after, before=before, size=size)
    return DocumentPage(
        lines_of(session, page.ids), _counts(session, chosen.without("genre"), project), page.previous, page.next
    )


def _counts(session: Session, chosen: DocumentFilter, project: Project | None) -> dict[str, int]:
    statement = _joined(select(Document.kind, func.count().label("found"))).where(*chosen.conditions(project))
    rows = session.execute(statement.group_by(Document.kind))
    return {row.kind: row.found for row in rows}


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.select_from(Document).join(Project, Project.id == Document.project_id)


def _has(word: str) -> ColumnElement[bool]:
    """In its title or note, the name of one of its files, its project."""
    wanted = func.normalise(word)
    files = select(DocumentVersion.document_id).where(func.strpos(DocumentVersion.search, wanted) > 0)
    projects = select(Project.id).where(func.strpos(Project.search, wanted) > 0)
    return or_(func.strpos(Document.search, wanted) > 0, Document.project_id.in_(projects), Document.id.in_(files))
