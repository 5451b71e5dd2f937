"""The versions of the grid: those published, those being written, and what may be compared between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import evaluation
from app.assessments.gather import grids_of
from app.assessments.queries import newest_grid
from app.errors import NotFound, Refused
from app.models import Campaign, GridDraft, GridVersion, Profile, User
from evaluation import Equivalence, Grid, GridError, parse_grid

HERE = "/methode/grilles"
BACK = "Voir les versions de la grille"


@dataclass(frozen=True)
class VersionLine:
    """One published version, and how many campaigns hold it."""

    reference: str
    version: str
    title: str
    published_on: date
    campaigns: int
    state: str
    tone: str


@dataclass(frozen=True)
class DraftLine:
    id: int
    version: str
    base_version: str
    updated_at: datetime
    by: str


@dataclass(frozen=True)
class Draft:
    """A version being written, with the one it copies."""

    id: int
    record: GridDraft
    grid: Grid
    base: Grid
    by: str

    @property
    def address(self) -> str:
        return draft_address(self.id)


def version_of(reference: str) -> str:
    return reference.rpartition("@")[2]


def version_address(reference: str) -> str:
    return f"{HERE}/{reference}"


def draft_address(draft_id: int) -> str:
    return f"{HERE}/brouillons/{draft_id}"


def published_grids(session: Session) -> dict[str, Grid]:
    """Every published version by reference; there are a handful."""
    return grids_of(session, session.scalars(select(GridVersion.reference)).all())


def equivalence(session: Session, earlier: str, later: str) -> Equivalence:
    """What of two published versions may be compared, through the versions in between."""
    return evaluation.equivalence(published_grids(session), earlier, later)


def version_lines(session: Session, today: date) -> list[VersionLine]:
    """The newest first."""
    used = dict(session.execute(select(Campaign.grid_reference, func.count()).group_by(Campaign.grid_reference)).all())
    current = newest_grid(session, today).reference
    versions = sorted(session.scalars(select(GridVersion)), key=GridVersion.age, reverse=True)
    return [
        VersionLine(
            reference=own.reference,
            version=own.version,
            title=own.title,
            published_on=own.published_on,
            campaigns=used.get(own.reference, 0),
            state="en vigueur" if own.reference == current else "à venir" if own.published_on > today else "remplacée",
            tone="done" if own.reference == current else "info" if own.published_on > today else "quiet",
        )
        for own in versions
    ]


def draft_lines(session: Session) -> list[DraftLine]:
    rows = session.execute(
        select(GridDraft.id, GridDraft.reference, GridDraft.base_reference, GridDraft.updated_at, User.name)
        .outerjoin(User, User.id == GridDraft.updated_by_id)
        .order_by(GridDraft.id)
    )
    return [
        DraftLine(row.id, version_of(row.reference), version_of(row.base_reference), row.updated_at, row.name or "")
        for row in rows
    ]


def get_version(session: Session, reference: str) -> GridVersion:
    found = session.get(GridVersion, reference)
    if found is None:
        raise NotFound("Cette version de la grille n’existe pas.", link=HERE, link_label=BACK)
    return found


def campaigns_with(session: Session, reference: str) -> int:
    return session.scalar(select(func.count()).select_from(Campaign).where(Campaign.grid_reference == reference)) or 0


def get_draft(session: Session, draft_id: int) -> GridDraft:
    found = session.get(GridDraft, draft_id)
    if found is None:
        raise NotFound("Ce brouillon n’existe pas, ou n’existe plus.", link=HERE, link_label=BACK)
    return found


def read_draft(session: Session, draft_id: int) -> Draft:
    record = get_draft(session, draft_id)
    by = session.scalar(select(User.name).where(User.id == record.updated_by_id)) if record.updated_by_id else None
    try:
        grid = parse_grid(record.source)
    except GridError as fault:
        raise Refused(f"Ce brouillon ne se lit plus. {fault}", link=HERE, link_label=BACK) from fault
    return Draft(record.id, record, grid, grids_of(session, [record.base_reference])[record.base_reference], by or "")


def taken_references(session: Session) -> set[str]:
    """Published or being written."""
    return set(session.scalars(select(GridVersion.reference))) | set(session.scalars(select(GridDraft.reference)))


def profiles(session: Session, grid: Grid) -> Sequence[tuple[str, str]]:
    """(code, label): those proposed, and those the grid already has words for."""
    worded = {code for own in grid.questions.values() for code in own.texts}
    worded |= {code for axis in grid.axes for own in axis.criteria for code in own.labels}
    rows = session.execute(
        select(Profile.code, Profile.label).where(Profile.active | Profile.code.in_(worded)).order_by(Profile.position)
    )
    known = [(row.code, row.label) for row in rows]
    return [*known, *((code, code) for code in sorted(worded - {code for code, _ in known}))]
