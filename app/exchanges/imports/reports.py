"""What an import wrote, as its report tells it: in figures, project by project, field by field; and what undid it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from app.exchanges.imports.pages import by, moment
from app.exchanges.imports.undoing import WrittenField, WrittenRow, said, written
from app.exchanges.imports.undoing.words import TABLES
from app.exchanges.imports.words import KINDS
from app.models import ImportBatch
from app.web.filters import number

ROWS = 50
PROJECTS = 12
ACTIONS = {"added": "ajouté", "changed": "modifié", "removed": "retiré"}
NOUNS = {noun.one: noun for noun in TABLES.values()}
TOUCHED = """
SELECT DISTINCT p.code, p.title
FROM (SELECT table_name, coalesce(after, before) AS row FROM import_change WHERE batch_id = :batch) AS c
LEFT JOIN investment AS i ON i.id = (c.row ->> 'investment_id')::bigint
LEFT JOIN indicator AS n ON n.id = (c.row ->> 'indicator_id')::bigint
JOIN project AS p ON p.id = CASE c.table_name WHEN 'project' THEN (c.row ->> 'id')::bigint
  ELSE coalesce((c.row ->> 'project_id')::bigint, i.project_id, n.project_id) END
ORDER BY p.code LIMIT :most
"""
Figure = tuple[str, str]


@dataclass(frozen=True)
class RowView:
    """`is_folded`: what a new or removed record holds is looked at on demand."""

    record: str
    what: str
    fields: Sequence[WrittenField]
    is_folded: bool


@dataclass(frozen=True)
class WrittenPage:
    """`next` goes into the address, empty after the last row."""

    rows: Sequence[RowView]
    next: str
    is_first: bool


def report_values(session: Session, batch: ImportBatch, after: str) -> dict[str, Any]:
    undoing = undone_by(session, batch)
    projects = touched_projects(session, batch)
    return {
        "done": f"{_verb(batch)} le {moment(batch.applied_at)}{by(session, batch.applied_by_id)}",
        "figures": figures_of(batch),
        "went_back": went_back(batch) if batch.undoes_id else (),
        "projects": projects[:PROJECTS],
        "has_more_projects": len(projects) > PROJECTS,
        "written": written_page(session, batch, after),
        "undoing": undoing,
        "undone": f"le {moment(undoing.applied_at)}{by(session, undoing.applied_by_id)}" if undoing else "",
    }


def written_page(session: Session, batch: ImportBatch, after: str) -> WrittenPage:
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 18 else 0
    rows = written(session, batch.id, start, ROWS + 1)
    return WrittenPage(
        [_row(row) for row in rows[:ROWS]], str(rows[ROWS - 1].id) if len(rows) > ROWS else "", start == 0
    )


def _row(row: WrittenRow) -> RowView:
    what = f"{row.table}\u00a0· {NOUNS[row.table].agreed(1, ACTIONS[row.action])}"
    return RowView(row.record, what, row.fields, is_folded=row.action != "changed" and bool(row.fields))


def touched_projects(session: Session, batch: ImportBatch) -> Sequence[Row[*tuple[Any, ...]]]:
    """The first projects it wrote something of, that are still there; one more than shown when there are others."""
    return session.execute(text(TOUCHED), {"batch": batch.id, "most": PROJECTS + 1}).all()


def figures_of(batch: ImportBatch) -> list[Figure]:
    """33 / projets ajoutés, 2 / projets modifiés."""
    return list(_figures(batch.counts.get("by_kind", {})))


def undone_by(session: Session, batch: ImportBatch) -> ImportBatch | None:
    return session.scalar(select(ImportBatch).where(ImportBatch.undoes_id == batch.id))


def went_back(batch: ImportBatch) -> tuple[str, ...]:
    """« 33 projets retirés », of an import that undid another."""
    return said(batch.counts)


def _figures(by_kind: dict[str, dict[str, int]]) -> Iterator[Figure]:
    for kind, counts in by_kind.items():
        told = KINDS[kind]
        ending = "e" if told.is_feminine else ""
        for state, word in (("new", "ajouté"), ("changed", "modifié")):
            if count := counts.get(state, 0):
                name = told.one if count < 2 else told.many
                yield number(count), f"{name} {word}{ending}{'s' if count > 1 else ''}"


def _verb(batch: ImportBatch) -> str:
    return "Annulé" if batch.undoes_id else "Importé"
