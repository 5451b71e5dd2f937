"""Headings that someone gave a meaning to once: the next file with the same heading is read the same way."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models import ImportHeader
from imports.mapping import SheetMapping
from imports.mapping.described import to_remember
from imports.workbook import Workbook

Remembered = Mapping[tuple[str, str], str]


def load_headers(session: Session) -> Remembered:
    """(kind, heading) → field, empty for a column to leave aside."""
    columns = (ImportHeader.kind, ImportHeader.header, ImportHeader.field)
    return {(kind, header): field for kind, header, field in session.execute(select(*columns))}


def remember_headers(session: Session, workbook: Workbook, mapping: Iterable[SheetMapping], now: datetime) -> None:
    sheets = {sheet.title: sheet for sheet in workbook}
    said: dict[tuple[str, str], str] = {}
    for own in mapping:
        if own.kind and own.sheet in sheets:
            said |= to_remember(sheets[own.sheet], own)
    rows = [{"kind": kind, "header": key, "field": field, "decided_at": now} for (kind, key), field in said.items()]
    if rows:
        statement = insert(ImportHeader)
        new = {"field": statement.excluded.field, "decided_at": statement.excluded.decided_at}
        session.execute(statement.on_conflict_do_update(index_elements=["kind", "header"], set_=new), rows)
