"""What was already there on a day, as people read it in Paris."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.models import Project, ProjectStatus, StatusMove


def end_of(day: date) -> datetime:
    """The first instant that is later than this day in Paris."""
    return datetime.combine(day + timedelta(days=1), time(), PARIS)


def status_at(session: Session, project: Project, day: date) -> ProjectStatus:
    """The first move after the day says where the project stood before it; without one, it has not moved since."""
    left = session.scalar(
        select(StatusMove.from_status)
        .where(StatusMove.project_id == project.id, StatusMove.moved_at >= end_of(day))
        .order_by(StatusMove.moved_at, StatusMove.id)
        .limit(1)
    )
    return ProjectStatus(left or project.status)
