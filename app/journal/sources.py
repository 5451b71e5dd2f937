"""Where an act comes from when it is undone elsewhere: the file imported, the change made to several projects."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.queries import Lines
from app.models import ImportBatch
from app.models.journal import JournalChange, Origin

NUMBER = re.compile(r"import (\d{1,18})$")


@dataclass(frozen=True)
class Source:
    label: str
    address: str


def sources(session: Session, lines: Lines) -> dict[int, Source]:
    """By act, in two queries."""
    acts = {act.id: act for _, act in lines}
    imports = {
        number: int(found[1])
        for number, act in acts.items()
        if act.origin == Origin.IMPORT and (found := NUMBER.search(act.route))
    }
    return _of_files(session, imports) | _of_bulk_edits(session, set(acts) - imports.keys())


def _of_files(session: Session, imports: dict[int, int]) -> dict[int, Source]:
    if not imports:
        return {}
    asked = select(ImportBatch.id, ImportBatch.file_name).where(ImportBatch.id.in_(set(imports.values())))
    names = {row.id: row.file_name for row in session.execute(asked)}
    return {
        act: Source(names[batch] or "ce fichier", f"/imports/{batch}")
        for act, batch in imports.items()
        if batch in names
    }


def _of_bulk_edits(session: Session, acts: set[int]) -> dict[int, Source]:
    line = JournalChange
    asked = select(line.transaction_id, line.record_key).where(
        line.transaction_id.in_(acts), line.table_name == "bulk_edit"
    )
    rows = session.execute(asked) if acts else ()
    return {
        row.transaction_id: Source("modification de plusieurs projets", f"/projets/lots/{row.record_key}")
        for row in rows
    }
