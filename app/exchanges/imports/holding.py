"""One thing at a time happens to a batch: its row is held until the end of the transaction."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import BatchStatus, ImportBatch


def hold(session: Session, batch: ImportBatch) -> None:
    """Wait for whoever works on it, then see it as they left it."""
    session.flush()
    session.refresh(batch, with_for_update={"key_share": True})


def is_being_worked_on(session: Session, batch: ImportBatch) -> bool:
    """Someone holds it now: a worker, or another page. Otherwise it is held from here on."""
    free = select(ImportBatch.id).where(ImportBatch.id == batch.id).with_for_update(key_share=True, skip_locked=True)
    if session.scalar(free) is None:
        return True
    session.refresh(batch)
    return False


def needs(batch: ImportBatch, *statuses: BatchStatus) -> None:
    if batch.status not in statuses:
        raise Refused(
            f"Cet import est maintenant «\u00a0{batch.stage.label}\u00a0».", f"/imports/{batch.id}", "Voir l’import"
        )
