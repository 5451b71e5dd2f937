"""A new version of the grid: copied or received, edited, checked, then published and never touched again."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.grids.checks import blocking, checks_of
from app.grids.documents import faults_of, written
from app.grids.edits import as_a_draft
from app.grids.queries import published_grids, read_draft, taken_references, version_of
from app.models import GridDraft, GridVersion, User
from app.models.grid_version import version_number
from evaluation import Grid, GridError, grid_from, grid_values, parse_grid

Edit = Callable[[Grid], Grid]
OWN = ("version", "previous", "title", "status", "published_on", "source")
"""What names a version; the rest is what it asks and how it counts."""


def start_draft(session: Session, *, base: GridVersion, user: User | None) -> GridDraft:
    """A copy of a published version, under the next free number."""
    taken = taken_references(session)
    grid_id, _, version = base.reference.rpartition("@")
    number = next_version(version, {version_of(reference) for reference in taken})
    grid = as_a_draft(parse_grid(base.source), number)
    return _kept(session, grid, f"{grid_id}@{version}", written(grid), user)


def import_draft(session: Session, *, text: str, user: User | None) -> GridDraft:
    """A file as a new draft, kept as it was written; refused with every fault when it cannot be read."""
    if faults := faults_of(text):
        raise Refused("\n".join(faults), field="file")
    grid, published = parse_grid(text), published_grids(session)
    newest = max(published.values(), key=lambda own: (own.published_on, version_number(own.version)))
    if grid.id != newest.id:
        raise Refused(
            f"Cette grille s’appelle «\u00a0{grid.id}\u00a0»\u202f: celle du Fonds est «\u00a0{newest.id}\u00a0».",
            field="file",
        )
    if twin := identical(grid, published):
        raise Refused(
            f"Cette grille est identique à la version {twin} déjà publiée\u202f: il n’y a rien à importer.",
            field="file",
        )
    if grid.reference in taken_references(session):
        raise Refused(
            f"La version {grid.version} existe déjà, avec un autre contenu\u202f: changez «\u00a0version\u00a0».",
            field="file",
        )
    if grid.previous and grid.previous not in published:
        raise Refused(f"La version dont elle est tirée, {grid.previous}, n’est pas publiée ici.", field="file")
    base = grid.previous or newest.reference
    return _kept(session, replace(grid, previous=base), base, text if grid.previous else None, user)


def identical(grid: Grid, published: Mapping[str, Grid]) -> str:
    """The number of the published version that asks and counts the same, or nothing."""
    return next((own.version for own in published.values() if _content(own) == _content(grid)), "")


def hold_draft(session: Session, draft: GridDraft) -> None:
    """Until the end of the transaction: two people never write over each other's changes elsewhere in the grid."""
    session.refresh(draft, with_for_update=True)


def edit_draft(session: Session, *, draft: GridDraft, edit: Edit, user: User | None) -> GridDraft:
    hold_draft(session, draft)
    grid = edit(parse_grid(draft.source))
    try:
        grid_from(grid_values(grid))
    except GridError as fault:
        raise Refused(str(fault)) from fault
    if grid.reference != draft.reference and grid.reference in taken_references(session):
        raise Refused(f"La version {grid.version} existe déjà.", field="number")
    change(session, draft, user=user, reference=grid.reference, source=written(grid))
    return draft


def publish_draft(
    session: Session, *, draft_id: int, published_on: date, source: str, user: User | None
) -> GridVersion:
    """From its date on, new campaigns use it; nothing of it changes any more."""
    draft = read_draft(session, draft_id)
    hold_draft(session, draft.record)
    grid = replace(parse_grid(draft.record.source), published_on=published_on, source=source)
    published = published_grids(session)
    if blocking(checks_of(grid, draft.base, published)):
        raise Refused("Cette version n’est pas prête\u202f: réglez d’abord les points signalés.")
    latest = max(own.published_on for own in published.values())
    if published_on < latest:
        raise Refused(
            f"La dernière version publiée prend effet le {latest:%d/%m/%Y}\u202f: choisissez ce jour-là ou plus tard.",
            field="published_on",
        )
    text = written(grid)
    version = GridVersion(
        reference=grid.reference,
        title=grid.title,
        published_on=published_on,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=text,
    )
    session.add(version)
    session.delete(draft.record)
    session.flush()
    return version


def discard_draft(session: Session, *, draft: GridDraft, user: User | None) -> None:
    session.delete(draft)
    session.flush()


def next_version(version: str, taken: set[str]) -> str:
    """1.0 → 1.1, past every number already given."""
    first, *rest = version_number(version) or (1,)
    prefix = ".".join(str(part) for part in (first, *rest[:-1]))
    number = (rest[-1] if rest else 0) + 1
    while f"{prefix}.{number}" in taken:
        number += 1
    return f"{prefix}.{number}"


def _kept(session: Session, grid: Grid, base: str, text: str | None, user: User | None) -> GridDraft:
    draft = GridDraft(reference=grid.reference, base_reference=base, source=text or written(grid))
    keep(session, draft, user=user)
    return draft


def _content(grid: Grid) -> dict[str, object]:
    return {name: value for name, value in grid_values(grid).items() if name not in OWN}
