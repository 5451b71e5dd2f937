"""What a voice gives is saved cell by cell: two tabs on different questions merge, on the same one both are shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import ProgrammeAnswer, ProgrammeCount, ProgrammeStory, ProgrammeVoice, User
from app.reviews.cells import CellKind, Cells, Content, Key, Stored, Typed, check_cell, nothing
from app.reviews.gather import programme_grid_of
from app.reviews.rows import Sheet, sheets_by_voice
from app.reviews.service.states import open_review_of
from evaluation.programme_words import Phase

TABLES: dict[CellKind, tuple[type[Any], str]] = {
    CellKind.STORY: (ProgrammeStory, "prompt_code"),
    CellKind.LEVEL: (ProgrammeAnswer, "question_code"),
    CellKind.COUNT: (ProgrammeCount, "count_code"),
}
AUTHOR = ("answered_at", "answered_by_id", "is_own")


class Saved(NamedTuple):
    """What the database holds after saving, how much was written, and the cells someone else changed meanwhile."""

    cells: Cells
    written: int
    conflicts: tuple[Typed, ...]


def save_cells(
    session: Session,
    *,
    voice: ProgrammeVoice,
    cells: Sequence[Typed],
    user: User | None,
    now: datetime,
    is_own: bool = False,
) -> Saved:
    """`is_own`: the voice itself answers; else `user` enters on its behalf. What differs from the stored is saved."""
    review = open_review_of(session, voice)
    if voice.submitted_at is not None:
        raise Refused("Ces réponses sont envoyées\u202f: rouvrez-les pour les corriger.")
    grid = programme_grid_of(session, review.grid_reference)
    for cell in cells:
        check_cell(grid, Phase(review.phase), cell)
    before = stored_cells(session, voice)
    changed = [cell for cell in cells if cell.content.digest != _stored(before, cell.key).content.digest]
    if not changed:
        return Saved(before, 0, ())
    author = {"answered_at": now, "answered_by_id": user.id if user else None, "is_own": is_own}
    written = {key for kind in CellKind for key in _write(session, voice, kind, changed, author)}
    after = stored_cells(session, voice)
    refused = (cell for cell in changed if cell.key not in written)
    conflicts = tuple(cell for cell in refused if cell.content.digest != _stored(after, cell.key).content.digest)
    return Saved(after, len(written), conflicts)


def stored_cells(session: Session, voice: ProgrammeVoice) -> dict[Key, Stored]:
    sheet = sheets_by_voice(session, [voice.id]).get(voice.id) or Sheet()
    rows: list[tuple[CellKind, str, Any]] = [
        *((CellKind.STORY, own.prompt_code, own) for own in sheet.stories),
        *((CellKind.LEVEL, own.question_code, own) for own in sheet.answers),
        *((CellKind.COUNT, own.count_code, own) for own in sheet.counts),
    ]
    names = _names(session, {own.answered_by_id for _, _, own in rows if own.answered_by_id})
    return {
        (kind, code): Stored(
            Content({name: getattr(own, name) for name in kind.blank}),
            own.version,
            names.get(own.answered_by_id or 0, ""),
            own.answered_at,
            own.is_own,
        )
        for kind, code, own in rows
    }


def _stored(cells: Cells, key: Key) -> Stored:
    return cells.get(key) or nothing(key[0])


def _write(
    session: Session, voice: ProgrammeVoice, kind: CellKind, cells: Sequence[Typed], author: Mapping[str, object]
) -> list[Key]:
    """One statement a kind; a row changed since it was seen is not touched, and is absent from what is returned."""
    table, code = TABLES[kind]
    rows: list[dict[str, Any]] = [
        {"voice_id": voice.id, code: cell.code, **cell.content.columns, "version": cell.seen_version + 1, **author}
        for cell in cells
        if cell.kind is kind
    ]
    if not rows:
        return []
    statement = insert(table).values(rows)
    new = statement.excluded
    upsert = statement.on_conflict_do_update(
        constraint=f"pk_{table.__tablename__}",
        set_={name: new[name] for name in (*kind.blank, "version", *AUTHOR)},
        where=table.version == new.version - 1,
    ).returning(getattr(table, code))
    return [(kind, found) for found in session.scalars(upsert)]


def _names(session: Session, user_ids: set[int]) -> dict[int, str]:
    if not user_ids:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in rows}
