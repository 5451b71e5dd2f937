"""The projects of a place: those of one region, or those of several or none; and those that only reach into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from app.models import InnovationPhase, Project, ProjectStatus, Territory, User, project_territory
from app.projects.figures import committed, paid
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.territories import ProjectLine
from evaluation import INTERREGIONAL

SHOWN = 60
"""Lines of a page; beyond, the list of projects."""


@dataclass(frozen=True)
class Reaching:
    """A project of several regions or none, with a place here: told, never counted in the region."""

    code: str
    title: str


def chosen_of(code: str) -> PortfolioFilter:
    """The filter of the list of projects that gives the projects of the place."""
    return PortfolioFilter(region=code)


def ids_of(code: str) -> Select[int]:
    return matching_projects(chosen_of(code))


def lines_of(session: Session, code: str, limit: int = SHOWN) -> list[ProjectLine]:
    """In the order of their titles."""
    rows = session.execute(
        select(
            Project.code,
            Project.title,
            Project.status,
            InnovationPhase.label.label("phase"),
            User.name.label("referent"),
            committed().label("amount"),
            paid().label("paid"),
        )
        .outerjoin(InnovationPhase, InnovationPhase.code == Project.phase_code)
        .outerjoin(User, User.id == Project.referent_id)
        .where(Project.id.in_(ids_of(code)))
        .order_by(Project.sort_title, Project.id)
        .limit(limit)
    )
    return [
        ProjectLine(
            row.code, row.title, ProjectStatus(row.status), row.amount, row.paid, row.phase or "", row.referent or ""
        )
        for row in rows
    ]


def reaching_into(session: Session, code: str) -> Sequence[Reaching]:
    """None reaches into what is interregional already."""
    if code == INTERREGIONAL:
        return ()
    here = exists().where(
        project_territory.c.project_id == Project.id,
        project_territory.c.territory_id == Territory.id,
        Territory.region_code == code,
    )
    rows = session.execute(
        select(Project.code, Project.title)
        .where(Project.region_code.is_(None), here)
        .order_by(func.normalise(Project.title), Project.id)
        .limit(SHOWN)
    )
    return [Reaching(row.code, row.title) for row in rows]
