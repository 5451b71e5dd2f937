"""The imports made before, one line each: what the file was, what it did, whether one may go back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from app.exchanges.imports.words import counted_states
from app.models import BatchStatus

SAID_BY_COUNTS = (
    BatchStatus.PLANNED,
    BatchStatus.APPLYING,
    BatchStatus.APPLIED,
    BatchStatus.UNDOING,
    BatchStatus.UNDONE,
)


@dataclass(frozen=True)
class Past:
    """`by` is who imported it, or only sent it."""

    name: str
    address: str
    received_at: datetime
    by: str
    words: str
    tone: str
    label: str
    may_be_undone: bool


def history(row: Row[*tuple[Any, ...]]) -> Past:
    stage = BatchStatus(row.status)
    if row.undoes_id is not None:
        return _undoing(row)
    return Past(
        name=row.file_name,
        address=f"/imports/{row.id}",
        received_at=row.received_at,
        by=row.applied_by or row.received_by or "",
        words=counted_states(row.counts) if stage in SAID_BY_COUNTS else "",
        tone=stage.tone,
        label=stage.label,
        may_be_undone=stage == BatchStatus.APPLIED,
    )


def _undoing(row: Row[*tuple[Any, ...]]) -> Past:
    """An undoing is a batch too, which is not undone in its turn."""
    return Past(
        name=f"Annulation de {row.file_name}",
        address=f"/imports/{row.id}",
        received_at=row.received_at,
        by=row.applied_by or "",
        words="retour à ce qui était avant",
        tone="quiet",
        label="annulation",
        may_be_undone=False,
    )
