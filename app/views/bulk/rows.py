"""The projects of a bulk edit as they stand, in two queries whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models import Milestone, Project, project_domain


@dataclass(frozen=True, slots=True)
class Row:
    """`domains`: its codes, in order. `milestones`: (kind, day) of those not done."""

    project: Project
    domains: tuple[str, ...]
    milestones: frozenset[tuple[str, date]]

    @property
    def id(self) -> int:
        return self.project.id


def read_rows(session: Session, which: ColumnElement[bool], *, hold: bool = False) -> list[Row]:
    """By title. `hold`: nobody else changes them until this transaction ends."""
    statement = select(Project).where(which).order_by(Project.sort_title, Project.id)
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    projects = session.scalars(statement).all()
    ids = [project.id for project in projects]
    domains, milestones = _domains(session, ids), _milestones(session, ids)
    return [
        Row(project, tuple(sorted(domains.get(project.id, ()))), frozenset(milestones.get(project.id, ())))
        for project in projects
    ]


def _domains(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    codes = func.array_agg(project_domain.c.domain_code)
    found = select(project_domain.c.project_id, codes).where(project_domain.c.project_id.in_(ids))
    return dict(_pairs(session, found.group_by(project_domain.c.project_id)))


def _milestones(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[str, date]]]:
    statement = select(Milestone.project_id, Milestone.kind_code, Milestone.due_on)
    found: dict[int, list[tuple[str, date]]] = {}
    for project_id, kind, due_on in session.execute(
        statement.where(Milestone.project_id.in_(ids), Milestone.done_on.is_(None))
    ):
        found.setdefault(project_id, []).append((kind, due_on))
    return found


def _pairs(session: Session, statement: Any) -> list[tuple[Any, Any]]:
    return [(row[0], row[1]) for row in session.execute(statement)]
