"""Verbs on documents. Bytes are on the disk before the row that names them; a row without its file never commits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.documents import storage
from app.documents.contents import Checked
from app.documents.queries import current_version
from app.errors import Refused
from app.journal.context import because
from app.models import Document, DocumentVersion, Project, User
from app.models.document import ABOUT
from app.settings import settings

MEGA = 2**20
PLACE = 170_019
"""Advisory lock: those who add a file share it, the sweeping of forgotten files holds it alone."""


@dataclass(frozen=True)
class Arrival:
    """A file checked, about to be kept; ``name`` is the one shown."""

    name: str
    stream: BinaryIO
    checked: Checked


@dataclass(frozen=True)
class About:
    """What of its project a document is about: one of the columns of ``ABOUT``, or nothing."""

    column: str = ""
    id: int | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        return {name: self.id if name == self.column else None for name in ABOUT}


def add_document(
    session: Session,
    *,
    project: Project,
    kind: str,
    title: str,
    arrival: Arrival,
    about: About | None = None,
    dated_on: date | None = None,
    note: str = "",
    has_personal_data: bool = False,
    user: User | None,
) -> Document:
    _check_room(session, project.id, arrival.checked.size)
    document = Document(
        project_id=project.id,
        kind=kind,
        title=title,
        dated_on=dated_on,
        note=note,
        has_personal_data=has_personal_data,
        **(about or About()).columns,
    )
    keep(session, document, user=user)
    _keep_version(session, document, 1, arrival, "", user)
    return document


def add_version(
    session: Session, document: Document, *, arrival: Arrival, comment: str, user: User | None
) -> DocumentVersion:
    """The document moves too, so that a page opened before is told."""
    if document.withdrawn_at is not None:
        raise Refused("Ce document est retiré\u00a0: remettez-le d’abord dans les listes.", field="fichier")
    _check_room(session, document.project_id, arrival.checked.size)
    before = current_version(session, document.id)
    made = _keep_version(session, document, before.number + 1, arrival, comment, user)
    if made.sha256 == before.sha256:
        raise Refused(f"C’est le même fichier que la version {before.number}, à l’octet près.", field="fichier")
    document.updated_at = func.now()
    document.updated_by_id = user.id if user else None
    session.flush()
    return made


def update_document(session: Session, document: Document, *, user: User | None, about: About, **columns: Any) -> None:
    change(session, document, user=user, **columns, **about.columns)


def withdraw(session: Session, document: Document, *, reason: str, user: User | None, now: datetime) -> None:
    """Its versions stay; it leaves the lists."""
    if document.withdrawn_at is not None:
        raise Refused("Ce document est déjà retiré.")
    because(session, reason)
    by = user.id if user else None
    change(session, document, user=user, withdrawn_at=now, withdrawn_by_id=by, withdrawal_reason=reason)


def bring_back(session: Session, document: Document, *, user: User | None) -> None:
    change(session, document, user=user, withdrawn_at=None, withdrawn_by_id=None, withdrawal_reason="")


def forget_documents(session: Session, document_ids: list[int]) -> int:
    """For the end of a retention: rows and versions go now, their bytes with the next sweeping. How many went."""
    gone = session.scalars(delete(Document).where(Document.id.in_(document_ids)).returning(Document.id))
    return len(gone.all())


def _keep_version(
    session: Session, document: Document, number: int, arrival: Arrival, comment: str, user: User | None
) -> DocumentVersion:
    session.execute(select(func.pg_advisory_xact_lock_shared(PLACE)))
    stored = storage.put(arrival.stream, settings().document_max_mb * MEGA)
    made = DocumentVersion(
        document_id=document.id,
        number=number,
        file_name=arrival.name,
        media_type=arrival.checked.media_type,
        size_bytes=stored.size,
        sha256=stored.sha256,
        comment=comment,
        warning=arrival.checked.warning,
        added_by_id=user.id if user else None,
    )
    session.add(made)
    session.flush()
    return made


def _check_room(session: Session, project_id: int, size: int) -> None:
    """The project is held, so that two who add at once do not both take the last place."""
    session.execute(select(Project.id).where(Project.id == project_id).with_for_update(key_share=False))
    count, total = session.execute(
        select(func.count(DocumentVersion.id), func.coalesce(func.sum(DocumentVersion.size_bytes), 0))
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Document.project_id == project_id)
    ).one()
    if count >= settings().document_max_per_project:
        raise Refused(f"Ce projet garde déjà {count} fichiers, le plus permis.", field="fichiers")
    if total + size > settings().document_project_mb * MEGA:
        raise Refused(
            f"Les documents de ce projet dépasseraient {settings().document_project_mb}\u00a0Mo.", field="fichiers"
        )
