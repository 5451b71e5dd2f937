"""Undoing an import: at once when it is small, by a worker that tells how far it has come otherwise."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.exchanges.imports.applying import Outcome
from app.exchanges.imports.holding import hold, needs
from app.exchanges.imports.progress import UNDOING, announce
from app.exchanges.imports.undoing import undo_batch
from app.jobs import enqueue
from app.models import BatchStatus, ImportBatch, ImportChange, User

INLINE_CHANGES = 2_000
CHOSEN, SEEN = "undo_chosen", "undo_seen"


def undo(
    session: Session, batch: ImportBatch, *, chosen: Collection[str], seen: str, user: User | None, now: datetime
) -> Outcome:
    """Raises `Conflict` when what was shown is no longer what would be done."""
    hold(session, batch)
    needs(batch, BatchStatus.APPLIED)
    if (session.scalar(select(func.count()).where(ImportChange.batch_id == batch.id)) or 0) <= INLINE_CHANGES:
        undo_batch(session, batch, chosen=frozenset(chosen), seen=seen, user=user, now=now)
        return Outcome.DONE
    undo_later(session, batch, chosen=chosen, seen=seen, user=user)
    return Outcome.STARTED


def undo_later(session: Session, batch: ImportBatch, *, chosen: Collection[str], seen: str, user: User | None) -> None:
    batch.status = BatchStatus.UNDOING
    batch.decisions = batch.decisions | {CHOSEN: sorted(chosen), SEEN: seen}
    announce(session, batch.id, UNDOING)
    enqueue(session, "imports.undo", batch_id=batch.id, user_id=user.id if user else None)
