"""Who the projects are, in a fixed number of queries; in the order of their regions, then of their codes."""

from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from app.exchanges.printing.days import Limit
from app.exchanges.printing.facts import Identity
from app.models import (
    CommonObjective,
    Engineering,
    InnovationPhase,
    ListValue,
    PartnershipCategory,
    PartnershipMode,
    Project,
    ProjectStatus,
    Region,
    Scale,
    StatusMove,
)
from app.projects.overview import Labels

Ids = Select[Any]
NOWHERE = "Interrégional ou national"
SHOWN_PLACES = 4
LABELS: dict[type[ListValue], InstrumentedAttribute[str | None]] = {
    Scale: Project.scale_code,
    InnovationPhase: Project.phase_code,
    PartnershipCategory: Project.category_code,
    PartnershipMode: Project.mode_code,
    CommonObjective: Project.objective_code,
    Engineering: Project.engineering_code,
}


def identities(session: Session, ids: Ids, limit: Limit) -> list[Identity]:
    labels, earlier = _labels(session, ids), _earlier_statuses(session, ids, limit)
    found = (
        select(Project)
        .outerjoin(Region, Region.code == Project.region_code)
        .where(Project.id.in_(ids))
        .order_by(func.normalise(Region.label).nulls_last(), Project.code)
        .options(
            joinedload(Project.programme),
            joinedload(Project.region),
            selectinload(Project.territories),
            selectinload(Project.domains),
            selectinload(Project.goals),
        )
    )
    return [
        _identity(project, labels[project.id], earlier.get(project.id, project.status), limit)
        for project in session.scalars(found)
    ]


def _identity(project: Project, labels: Labels, status: str, limit: Limit) -> Identity:
    signed = project.charter_signed_on
    return Identity(
        id=project.id,
        code=project.code,
        title=project.title,
        status=ProjectStatus(status),
        programme=project.programme.title if project.programme else "",
        summary=project.summary,
        need=project.need,
        answer=project.answer,
        place=project.territory_label or _places([territory.label for territory in project.territories]),
        region_code=project.region_code,
        region=project.region.label if project.region else NOWHERE,
        labels=labels,
        domains=tuple(domain.label for domain in project.domains),
        goals=tuple(goal.code for goal in project.goals),
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        charter_version=project.charter_version,
        charter_signed_on=signed if signed and signed <= limit.until else None,
    )


def _places(labels: list[str]) -> str:
    more = len(labels) - SHOWN_PLACES
    return ", ".join(labels[:SHOWN_PLACES]) + (f" et {more} autres" if more > 0 else "")


def _labels(session: Session, ids: Ids) -> dict[int, Labels]:
    statement = select(Project.id, *(kind.label for kind in LABELS)).select_from(Project).where(Project.id.in_(ids))
    for kind, column in LABELS.items():
        statement = statement.outerjoin(kind, kind.code == column)
    rows: list[Row[Any]] = list(session.execute(statement))
    return {row[0]: Labels._make(row[1:]) for row in rows}


def _earlier_statuses(session: Session, ids: Ids, limit: Limit) -> dict[int, str]:
    """The status of that day for those that moved since: where the first later move came from."""
    moves = session.execute(
        select(StatusMove.project_id, StatusMove.from_status)
        .where(StatusMove.project_id.in_(ids), StatusMove.moved_at >= limit.end)
        .order_by(StatusMove.moved_at.desc(), StatusMove.id.desc())
    )
    return {row.project_id: row.from_status for row in moves}
