"""The rows of the three sheets, in a fixed number of queries."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.models import (
    Document,
    Instalment,
    Investment,
    Project,
    RoadmapEvidence,
    RoadmapMeasure,
    RoadmapMove,
    roadmap_investment,
    roadmap_project,
)
from app.roadmap.queries import Roadmap, name_of
from imports.export.sheets import Formula, Row

THROUGH = ("le projet entier", "un investissement")


class Tie(NamedTuple):
    """One investment under one measure; a project without investment has a line too, without amounts."""

    number: int
    title: str
    code: str
    project: str
    place: int
    investment_id: int | None
    copil_on: Any
    purpose: str | None
    committed: Any
    paid: Any


def evidence_rows(session: Session, ids: Sequence[int]) -> list[Row]:
    measure, evidence = RoadmapMeasure, RoadmapEvidence
    found = session.execute(
        select(measure.number, measure.title, evidence.dated_on, evidence.sentence, evidence.source, Document.title)
        .join(measure, measure.id == evidence.measure_id)
        .outerjoin(Document, Document.id == evidence.document_id)
        .where(measure.id.in_(ids))
        .order_by(measure.number, evidence.dated_on, evidence.id)
    )
    return [(row[0], name_of(row[0], row[1]), *row[2:]) for row in found]


def since(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    """By measure: the day of its last change of status."""
    move = RoadmapMove
    rows = select(move.measure_id, func.max(move.dated_on)).where(move.measure_id.in_(ids)).group_by(move.measure_id)
    return {row[0]: row[1] for row in session.execute(rows)}


def measure_rows(roadmap: Roadmap, moved: dict[int, Any]) -> list[Row]:
    """The counts and the amounts are formulas on the two other sheets."""
    return [
        (
            line.number,
            line.chantier_label,
            line.title,
            line.target,
            line.target_value,
            line.target_unit,
            line.target_on,
            line.state.label,
            moved.get(line.id),
            Formula(f"COUNTIF(Preuves[N°],A{row})", line.evidences),
            line.projects,
            line.investments,
            Formula(f"SUMIFS(Liens[Engagé],Liens[N°],A{row})", line.amounts.committed),
            Formula(f"SUMIFS(Liens[Versé],Liens[N°],A{row})", line.amounts.paid),
        )
        for row, line in enumerate(roadmap.measures, start=2)
    ]


def tie_rows(session: Session, ids: Sequence[int]) -> list[Row]:
    """« Une fois » : the amount where the investment comes first, nothing where it comes again."""
    seen: set[int] = set()
    rows: list[Row] = []
    for row, line in enumerate(_ties(session, ids), start=2):
        own = (line.number, name_of(line.number, line.title), line.code, line.project, THROUGH[line.place])
        if line.investment_id is None:
            rows.append((*own, *(None,) * 7))
            continue
        is_first = line.investment_id not in seen
        seen.add(line.investment_id)
        once = f"IF(COUNTIF(F$2:F{row},F{row})=1,{{}}{row},0)"
        amounts = (line.committed, line.paid)
        counted = (
            Formula(once.format(at), own_sum if is_first else 0) for at, own_sum in zip("IJ", amounts, strict=True)
        )
        rows.append((*own, str(line.investment_id), line.copil_on, line.purpose, *amounts, *counted))
    return rows


def _ties(session: Session, ids: Sequence[int]) -> list[Tie]:
    paid = select(Instalment.investment_id, func.sum(Instalment.paid_amount_eur).label("paid"))
    paid_by = paid.group_by(Instalment.investment_id).subquery()
    pairs = _pairs(ids).subquery()
    once = select(pairs.c.measure_id, pairs.c.project_id, pairs.c.investment_id, func.min(pairs.c.place).label("place"))
    linked = once.group_by(pairs.c.measure_id, pairs.c.project_id, pairs.c.investment_id).subquery()
    rows = session.execute(
        select(RoadmapMeasure.number, RoadmapMeasure.title, Project.code, Project.title, linked.c.place, Investment.id,
               Investment.copil_on, Investment.purpose, Investment.amount_eur, func.coalesce(paid_by.c.paid, 0))
        .select_from(linked)
        .join(RoadmapMeasure, RoadmapMeasure.id == linked.c.measure_id)
        .join(Project, Project.id == linked.c.project_id)
        .outerjoin(Investment, Investment.id == linked.c.investment_id)
        .outerjoin(paid_by, paid_by.c.investment_id == Investment.id)
        .order_by(RoadmapMeasure.number, Project.sort_title, Project.id, Investment.id)
    )  # fmt: skip
    return [Tie(*row) for row in rows]


def _pairs(ids: Sequence[int]) -> Any:
    """Both ways of being linked: the project with each of its investments, or none; and an investment by itself."""
    whole: Select[Any] = (
        select(roadmap_project.c.measure_id, roadmap_project.c.project_id, Investment.id.label("investment_id"))
        .outerjoin(Investment, Investment.project_id == roadmap_project.c.project_id)
        .where(roadmap_project.c.measure_id.in_(ids))
        .add_columns(literal(0).label("place"))
    )
    single: Select[Any] = (
        select(roadmap_investment.c.measure_id, Investment.project_id, Investment.id)
        .join(Investment, Investment.id == roadmap_investment.c.investment_id)
        .where(roadmap_investment.c.measure_id.in_(ids))
        .add_columns(literal(1))
    )
    return union_all(whole, single)
