"""Projects handed over from one person of the fund to another."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import Project, ProjectStatus, User
from app.projects.referents import may_follow
from app.projects.service import update_project

SHOWN = 20


class Followed(NamedTuple):
    code: str
    title: str
    status: str

    @property
    def stage(self) -> ProjectStatus:
        return ProjectStatus(self.status)


def followed_by(session: Session, user_id: int, limit: int = SHOWN) -> tuple[list[Followed], int]:
    """The first of them, by title, and how many there are."""
    own = Project.referent_id == user_id
    query = select(Project.code, Project.title, Project.status).where(own)
    rows = session.execute(query.order_by(Project.sort_title, Project.id).limit(limit))
    total = session.scalar(select(func.count()).select_from(Project).where(own)) or 0
    return [Followed(*row) for row in rows], total


def may_take_over(session: Session, user_id: int) -> Sequence[tuple[int, str]]:
    query = select(User.id, User.name).where(may_follow, User.id != user_id)
    return [(number, name) for number, name in session.execute(query.order_by(func.normalise(User.name), User.id))]


def hand_over(session: Session, *, user_id: int, referent_id: int, user: User) -> int:
    """All the projects of a person, at once; how many."""
    if referent_id not in {number for number, _ in may_take_over(session, user_id)}:
        raise Refused("Choisissez une autre personne du Fonds dont le compte est ouvert.", field="referent_id")
    query = select(Project).where(Project.referent_id == user_id).order_by(Project.id).with_for_update()
    projects = session.scalars(query).all()
    for project in projects:
        update_project(session, project, version=None, user=user, referent_id=referent_id)
    return len(projects)
