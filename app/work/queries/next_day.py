"""The next day known, when nothing calls today."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from app.models import Campaign, CampaignStatus, Instalment, InstalmentStatus, Investment, Milestone, Project
from app.work.scope import ALIVE, Scope


class NextDay(NamedTuple):
    day: date
    what: str
    code: str
    project: str


def next_day(session: Session, scope: Scope) -> NextDay | None:
    """Of a milestone, a planned instalment or the closing of a campaign."""
    after, own = scope.today, scope.projects()
    milestones = (
        select(Milestone.due_on.label("day"), Milestone.title.label("what"), Project.code, Project.title)
        .join(Project, Project.id == Milestone.project_id)
        .where(Milestone.done_on.is_(None), Milestone.due_on > after, ALIVE, *own)
    )
    instalments = (
        select(Instalment.due_on, Instalment.label, Project.code, Project.title)
        .join(Investment, Investment.id == Instalment.investment_id)
        .join(Project, Project.id == Investment.project_id)
        .where(Instalment.status == InstalmentStatus.PLANNED, Instalment.due_on > after, ALIVE, *own)
    )
    closings = (
        select(Campaign.closes_on, literal("Clôture d’une campagne"), Project.code, Project.title)
        .join(Project, Project.id == Campaign.project_id)
        .where(Campaign.status == CampaignStatus.OPEN, Campaign.closes_on > after, *own)
    )
    found = union_all(milestones, instalments, closings).subquery()
    row = session.execute(select(found).order_by(found.c.day, found.c.code, found.c.what).limit(1)).one_or_none()
    return NextDay(*row) if row else None
