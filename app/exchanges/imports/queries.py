"""Received files, their plans, and how far the work on them has come."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session, aliased

from app.errors import NotFound
from app.keyset import Page, read_page
from app.models import ImportBatch, ImportLine, ImportProgress, User

LINES = 50
BATCHES = 20
BATCH_KEYS: tuple[ColumnElement[Any], ...] = (ImportBatch.__table__.c.id,)
LINE_KEYS: tuple[ColumnElement[Any], ...] = (ImportLine.__table__.c.position,)
Found = Row[*tuple[Any, ...]]


def get_batch(session: Session, batch_id: int) -> ImportBatch:
    found = session.get(ImportBatch, batch_id)
    if found is None:
        raise NotFound("Cet import n’existe pas.", "/imports", "Voir les imports")
    return found


def batches(session: Session, *, after: str = "", before: str = "") -> tuple[Sequence[Found], Page]:
    """The latest first, with who received, who imported and who undid it."""
    page = read_page(
        session, select(ImportBatch.id), BATCH_KEYS, descending=True, after=after, before=before, size=BATCHES
    )
    receiver, importer, undoing = aliased(User), aliased(User), aliased(ImportBatch)
    statement = (
        select(
            *(getattr(ImportBatch, name) for name in ("id", "kind", "file_name", "status", "counts", "undoes_id")),
            ImportBatch.received_at,
            ImportBatch.applied_at,
            receiver.name.label("received_by"),
            importer.name.label("applied_by"),
            undoing.id.label("undone_by_batch"),
        )
        .outerjoin(receiver, receiver.id == ImportBatch.received_by_id)
        .outerjoin(importer, importer.id == ImportBatch.applied_by_id)
        .outerjoin(undoing, undoing.undoes_id == ImportBatch.id)
        .where(ImportBatch.id.in_(page.ids))
        .order_by(ImportBatch.id.desc())
    )
    return session.execute(statement).all(), page


def lines(
    session: Session, batch_id: int, *, state: str, after: str = "", before: str = ""
) -> tuple[Sequence[ImportLine], Page]:
    own = (ImportLine.batch_id == batch_id, ImportLine.state == state)
    wanted = select(ImportLine.position).where(*own)
    page = read_page(session, wanted, LINE_KEYS, after=after, before=before, size=LINES)
    found = select(ImportLine).where(ImportLine.batch_id == batch_id, ImportLine.position.in_(page.ids))
    return session.scalars(found.order_by(ImportLine.position)).all(), page


def progress_of(session: Session, batch_id: int) -> ImportProgress | None:
    return session.get(ImportProgress, batch_id)


def seconds_silent(session: Session, batch_id: int) -> float:
    """Since the work last said where it was."""
    age = func.extract("epoch", func.now() - ImportProgress.beat_at)
    return float(session.scalar(select(age).where(ImportProgress.batch_id == batch_id)) or 0)
