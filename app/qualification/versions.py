"""The published versions of the grid, and the next one when it is being written."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app.errors import NotFound, Refused
from app.models import QualificationGridDraft, QualificationGridVersion, User
from evaluation.qualification import QualificationError, QualificationGrid, parse_qualification

HERE = "/methode/qualification"
DRAFT = f"{HERE}/brouillon"
BACK = "Voir la grille de qualification"
Found = Row[int, int, str, str, date | None, str, datetime, str | None]


@dataclass(frozen=True)
class Version:
    """A version as published; a proposal until the fund has decided one."""

    id: int
    grid: QualificationGrid
    number: int
    source: str
    sha256: str
    decided_on: date | None
    note: str
    published_at: datetime
    by: str

    @property
    def is_proposal(self) -> bool:
        return self.decided_on is None

    @property
    def address(self) -> str:
        return f"{HERE}?version={self.number}"

    @property
    def standing(self) -> str:
        """Whose words they are: said wherever a profile is read through them."""
        if self.decided_on is None:
            return f"Version\u00a0{self.number}, proposition que le Fonds n’a pas encore publiée."
        return f"Version\u00a0{self.number}, décidée par le Fonds le {self.decided_on:%d/%m/%Y}."


@dataclass(frozen=True)
class Draft:
    """The next version, with the one it copies."""

    record: QualificationGridDraft
    grid: QualificationGrid
    base: Version
    by: str

    @property
    def number(self) -> int:
        return self.base.number + 1


def versions(session: Session) -> list[Version]:
    """The newest first; there is always one."""
    return [_version(row) for row in session.execute(_rows().order_by(QualificationGridVersion.number.desc()))]


def current_version(session: Session) -> Version:
    rows = session.execute(_rows().order_by(QualificationGridVersion.number.desc()).limit(1)).all()
    if not rows:
        raise NotFound("Aucune grille de qualification n’est installée.")
    return _version(rows[0])


def version_of(session: Session, grid_id: int) -> Version:
    return _version(session.execute(_rows().where(QualificationGridVersion.id == grid_id)).one())


def grids_by_id(session: Session) -> dict[int, Version]:
    return {own.id: own for own in versions(session)}


def version_numbered(known: list[Version], number: int | None) -> Version:
    """The one of that number, or the one in force."""
    found = next((own for own in known if number is None or own.number == number), None)
    if found is None:
        raise NotFound("Cette version de la grille n’existe pas.", HERE, BACK)
    return found


def draft_record(session: Session) -> QualificationGridDraft | None:
    return session.scalar(select(QualificationGridDraft).order_by(QualificationGridDraft.id).limit(1))


def read_draft(session: Session) -> Draft:
    record = draft_record(session)
    if record is None:
        raise NotFound("Aucune nouvelle version n’est en préparation.", HERE, BACK)
    by = session.scalar(select(User.name).where(User.id == record.updated_by_id)) if record.updated_by_id else None
    return Draft(record, read_grid(record.source), version_of(session, record.base_id), by or "")


@lru_cache(maxsize=64)
def read_grid(source: str) -> QualificationGrid:
    try:
        return parse_qualification(source)
    except QualificationError as fault:
        raise Refused(f"Cette grille ne se lit plus. {fault}", HERE, BACK) from fault


def _rows() -> Select[int, int, str, str, date | None, str, datetime, str | None]:
    own = QualificationGridVersion
    return select(
        own.id, own.number, own.source, own.sha256, own.decided_on, own.note, own.published_at, User.name.label("by")
    ).outerjoin(User, User.id == own.published_by_id)


def _version(row: Found) -> Version:
    return Version(
        id=row.id,
        grid=read_grid(row.source),
        number=row.number,
        source=row.source,
        sha256=row.sha256,
        decided_on=row.decided_on,
        note=row.note,
        published_at=row.published_at,
        by=row.by or "",
    )
