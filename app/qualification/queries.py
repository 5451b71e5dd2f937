"""One qualification, the profiles of several, and which ones speak for a territory today."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import (
    Qualification,
    QualificationComment,
    QualificationLevel,
    QualificationStatus,
    SentBy,
    User,
)
from app.qualification.versions import Version, grids_by_id
from evaluation.qualification_profile import Profile

HERE = "/qualifications"
BACK = "Voir les qualifications"
EVERYWHERE = "Interrégional"


@dataclass(frozen=True)
class Said:
    """What was answered for one practice; `level` is none when nobody could tell."""

    level: int | None
    evidence: str = ""


@dataclass(frozen=True)
class Sheet:
    """A qualification with its grid and all that was said."""

    record: Qualification
    version: Version
    said: Mapping[str, Said]
    comments: Mapping[str, str]
    by: str = ""

    @property
    def levels(self) -> dict[str, int]:
        return {code: own.level for code, own in self.said.items() if own.level is not None}

    @property
    def profile(self) -> Profile:
        return Profile(self.version.grid, self.levels)

    @property
    def blanks(self) -> tuple[str, ...]:
        """Practices about which nothing was said yet."""
        return tuple(code for code in self.version.grid.practices if code not in self.said)

    @property
    def status(self) -> QualificationStatus:
        return QualificationStatus(self.record.status)

    @property
    def filled(self) -> str:
        """« par l’organisation (Lia Morvan) »; empty until it is sent."""
        if self.record.sent_by is None:
            return ""
        name = f" ({self.record.sender_name})" if self.record.sender_name else ""
        return f"{SentBy(self.record.sent_by).label}{name}"

    @property
    def region(self) -> str:
        return self.record.region.label if self.record.region else EVERYWHERE

    @property
    def address(self) -> str:
        return f"{HERE}/{self.record.id}"


def get_qualification(session: Session, qualification_id: int) -> Qualification:
    loading = (joinedload(Qualification.organisation), joinedload(Qualification.region))
    found = session.get(Qualification, qualification_id, options=loading, populate_existing=True)
    if found is None:
        raise NotFound("Cette qualification n’existe pas, ou plus.", HERE, BACK)
    return found


def read_sheet(session: Session, qualification_id: int) -> Sheet:
    """Five queries, whatever was said."""
    record = get_qualification(session, qualification_id)
    rows = session.execute(
        select(QualificationLevel.practice_code, QualificationLevel.level, QualificationLevel.evidence).where(
            QualificationLevel.qualification_id == record.id
        )
    )
    said = {row.practice_code: Said(row.level, row.evidence) for row in rows}
    comments = session.execute(
        select(QualificationComment.mission_code, QualificationComment.comment).where(
            QualificationComment.qualification_id == record.id
        )
    )
    by = session.scalar(select(User.name).where(User.id == record.updated_by_id)) if record.updated_by_id else None
    told = {row.mission_code: row.comment for row in comments}
    return Sheet(record, grids_by_id(session)[record.grid_id], said, told, by or "")
