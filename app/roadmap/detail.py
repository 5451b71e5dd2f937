"""One measure: what shows that it moved, how it came to its status, and what is linked to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import (
    Chantier,
    Document,
    Investment,
    MeasureStatus,
    Project,
    RoadmapEvidence,
    RoadmapMeasure,
    RoadmapMove,
    User,
    roadmap_investment,
    roadmap_project,
)
from app.roadmap.lines import InvestmentLine, ProjectLine, investments_of, projects_of
from app.roadmap.money import Amounts, amounts_by_measure

MOST_DOCUMENTS = 200


class EvidenceLine(NamedTuple):
    id: int
    dated_on: date
    sentence: str
    source: str
    document_id: int | None
    document: str | None
    project_code: str | None


class MoveLine(NamedTuple):
    from_status: str
    to_status: str
    dated_on: date
    reason: str
    recorded_at: datetime
    by: str | None

    @property
    def words(self) -> str:
        """« De « À lancer » à « En cours » »."""
        before, after = MeasureStatus(self.from_status).label, MeasureStatus(self.to_status).label
        return f"De «\u00a0{before}\u00a0» à «\u00a0{after}\u00a0»"


@dataclass(frozen=True)
class Detail:
    measure: RoadmapMeasure
    evidences: Sequence[EvidenceLine]
    moves: Sequence[MoveLine]
    projects: Sequence[ProjectLine]
    investments: Sequence[InvestmentLine]
    amounts: Amounts

    @property
    def state(self) -> MeasureStatus:
        return MeasureStatus(self.measure.status)

    @property
    def chantier(self) -> str:
        return Chantier(self.measure.chantier).label if self.measure.chantier else ""


def read_detail(session: Session, measure: RoadmapMeasure) -> Detail:
    """Five queries, however many links and proofs."""
    return Detail(
        measure,
        evidences_of(session, measure.id),
        moves_of(session, measure.id),
        projects_of(session, measure.id),
        investments_of(session, measure.id),
        amounts_by_measure(session, [measure.id]).get(measure.id, Amounts()),
    )


def evidences_of(session: Session, measure_id: int) -> list[EvidenceLine]:
    """The latest first."""
    evidence = RoadmapEvidence
    rows = session.execute(
        select(evidence.id, evidence.dated_on, evidence.sentence, evidence.source, Document.id, Document.title,
               Project.code)
        .outerjoin(Document, Document.id == evidence.document_id)
        .outerjoin(Project, Project.id == Document.project_id)
        .where(evidence.measure_id == measure_id)
        .order_by(evidence.dated_on.desc(), evidence.id.desc())
    )  # fmt: skip
    return [EvidenceLine(*row) for row in rows]


def moves_of(session: Session, measure_id: int) -> list[MoveLine]:
    """The latest first."""
    move = RoadmapMove
    rows = session.execute(
        select(move.from_status, move.to_status, move.dated_on, move.reason, move.recorded_at, User.name)
        .outerjoin(User, User.id == move.recorded_by_id)
        .where(move.measure_id == measure_id)
        .order_by(move.dated_on.desc(), move.id.desc())
    )
    return [MoveLine(*row) for row in rows]


def get_evidence(session: Session, measure: RoadmapMeasure, evidence_id: int) -> RoadmapEvidence:
    found = session.get(RoadmapEvidence, evidence_id)
    if found is None or found.measure_id != measure.id:
        back = f"/feuille-de-route/mesures/{measure.number}"
        raise NotFound("Cette preuve n’existe pas, ou plus.", back, "Revenir à la mesure")
    return found


def document_choices(session: Session, measure_id: int, kept: int | None = None) -> list[tuple[str, str]]:
    """Documents of the projects linked, by themselves or by an investment; and the one already chosen."""
    through = select(Investment.project_id).join(
        roadmap_investment, roadmap_investment.c.investment_id == Investment.id
    )
    direct = select(roadmap_project.c.project_id).where(roadmap_project.c.measure_id == measure_id)
    linked = direct.union(through.where(roadmap_investment.c.measure_id == measure_id))
    rows = session.execute(
        select(Document.id, Project.code, Document.title)
        .join(Project, Project.id == Document.project_id)
        .where((Document.project_id.in_(linked) & Document.withdrawn_at.is_(None)) | (Document.id == (kept or 0)))
        .order_by(Project.code, Document.title, Document.id)
        .limit(MOST_DOCUMENTS)
    )
    return [(str(row.id), f"{row.code}, {row.title}") for row in rows]
