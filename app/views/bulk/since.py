"""What happened since to the records of a bulk edit, as the journal tells it: who, when, and to what."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.models import BulkEdit, JournalChange, JournalTransaction, User

ELSEWHERE = ("POST /projets/lot", "POST /projets/lots/{bulk_id}/annulation", "POST /projets/{code}/statut")
"""Acts that write one thing and say nothing of the others; a form that is saved says them all again."""


class Since(NamedTuple):
    """The last of what matters, or the last of all when nothing does; `itself`: the very field was written again."""

    by: str
    at: datetime
    itself: bool
    matters: bool

    @property
    def who_and_when(self) -> str:
        return f"{self.by or 'un programme'}, le {self.at.astimezone(PARIS):%d/%m/%Y à %H\u00a0h\u00a0%M}"


def changes_since(
    session: Session, bulk: BulkEdit, table: str, keys: Sequence[str], column: str = ""
) -> dict[str, Since]:
    """By key of the record. With a `column`, what other acts did to the other columns does not matter."""
    rows = session.execute(
        select(
            JournalChange.record_key, JournalChange.after, JournalTransaction.route, JournalTransaction.at, User.name
        )
        .join(JournalTransaction, JournalTransaction.id == JournalChange.transaction_id)
        .outerjoin(User, User.id == JournalTransaction.user_id)
        .where(JournalChange.table_name == table, JournalChange.record_key.in_(keys))
        .where(JournalChange.id > bulk.journal_mark)
        .order_by(JournalChange.id)
    )
    found: dict[str, Since] = {}
    for key, after, route, at, name in rows:
        itself = not column or column in (after or {})
        before, matters = found.get(key), itself or route not in ELSEWHERE
        if matters or before is None or not before.matters:
            found[key] = Since(name or "", at, itself or (before is not None and before.itself), matters)
    return found
