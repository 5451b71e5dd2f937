"""Grids being written, and versions published from them."""

import hashlib
from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from app.grids import service
from app.grids.documents import written
from app.models import GridDraft, GridVersion
from evaluation import Grid, parse_grid
from tests.evaluation.versions import version
from tests.factories import GRID, keep

HERE = "/methode/grilles"
PUBLISHED_ON = date(2026, 11, 23)


def a_draft(session: Session) -> GridDraft:
    return service.start_draft(session, base=session.get_one(GridVersion, GRID), user=None)


def address(draft: GridDraft) -> str:
    return f"{HERE}/brouillons/{draft.id}"


def grid_in(session: Session, draft: GridDraft) -> Grid:
    session.expire_all()
    return parse_grid(session.get_one(GridDraft, draft.id).source)


def edited(session: Session, draft: GridDraft, *edits: Callable[[Grid], Grid]) -> GridDraft:
    for edit in edits:
        service.edit_draft(session, draft=draft, edit=edit, user=None)
    return draft


def a_version(
    session: Session, number: str, *edits: Callable[[Grid], Grid], base: Grid | None = None, **given: date
) -> Grid:
    """A later version, already published."""
    grid = version(number, *edits, base=base) if base else version(number, *edits)
    text = written(grid)
    digest = hashlib.sha256(text.encode()).hexdigest()
    values = {"reference": grid.reference, "title": grid.title, "sha256": digest, "source": text}
    keep(session, GridVersion(**values | {"published_on": PUBLISHED_ON} | given))
    return grid
