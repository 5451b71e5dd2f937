"""Verbs on what serves a measure: projects and investments, linked and unlinked."""

from sqlalchemy import Table, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models import Investment, Project, RoadmapMeasure, roadmap_investment, roadmap_project


def link_project(session: Session, measure: RoadmapMeasure, project: Project) -> bool:
    """Linked twice is linked once; whether it was new."""
    return _link(session, roadmap_project, measure_id=measure.id, project_id=project.id)


def link_investment(session: Session, measure: RoadmapMeasure, investment: Investment) -> bool:
    return _link(session, roadmap_investment, measure_id=measure.id, investment_id=investment.id)


def unlink_project(session: Session, measure: RoadmapMeasure, project: Project) -> None:
    table = roadmap_project
    session.execute(delete(table).where(table.c.measure_id == measure.id, table.c.project_id == project.id))


def unlink_investment(session: Session, measure: RoadmapMeasure, investment_id: int) -> None:
    table = roadmap_investment
    session.execute(delete(table).where(table.c.measure_id == measure.id, table.c.investment_id == investment_id))


def _link(session: Session, table: Table, **ids: int) -> bool:
    made = insert(table).values(**ids).on_conflict_do_nothing().returning(table.c.measure_id)
    return session.scalar(made) is not None
