"""Milestones of the whole portfolio or of one project, from the tables the pages read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session

from app.api.answers_records import Milestone, Milestones
from app.errors import NotFound
from app.keyset import read_page
from app.milestones.states import state_of
from app.models import Milestone as Record
from app.models import MilestoneKind, Organisation, Partner, Project
from app.projects.filters import PortfolioFilter, matching_projects

ORDER: list[ColumnElement[Any]] = [Record.due_on.expression, Record.id.expression]
GONE = "Ce jalon n’existe pas, ou plus."


def page_of(
    session: Session, chosen: PortfolioFilter, state: str, *, today: date, after: str, limit: int
) -> Milestones:
    """Three queries at most, whatever the page."""
    ids = select(Record.id).where(*_conditions(chosen, state, today))
    page = read_page(session, ids, ORDER, after=after, size=limit)
    return Milestones(milestones=lines(session, page.ids, today), next=page.next or None)


def lines(session: Session, ids: Sequence[int], today: date) -> list[Milestone]:
    """In the order given."""
    found = {row.id: row for row in session.execute(_rows().where(Record.id.in_(ids)))}
    return [_drawn(found[number], today) for number in ids]


def one(session: Session, number: int, today: date) -> tuple[Milestone, int]:
    """And its version."""
    row = session.execute(_rows().where(Record.id == number)).one_or_none()
    if row is None:
        raise NotFound(GONE)
    return _drawn(row, today), row.version


def with_project(session: Session, number: int) -> tuple[Record, Project]:
    query = select(Record, Project).join(Project, Project.id == Record.project_id).where(Record.id == number)
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found[0], found[1]


def _conditions(chosen: PortfolioFilter, state: str, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = (
        [Record.project_id.in_(matching_projects(chosen, today))] if chosen.chosen else []
    )
    if state == "fait":
        found.append(Record.done_on.is_not(None))
    elif state:
        found.append(Record.done_on.is_(None))
    if state == "retard":
        found.append(Record.due_on < today)
    return found


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Record.id,
            Project.code.label("project"),
            MilestoneKind.code.label("kind"),
            MilestoneKind.label.label("kind_label"),
            Record.title,
            Record.due_on,
            Record.done_on,
            Partner.id.label("partner"),
            Organisation.name.label("partner_name"),
            Record.deliverable,
            Record.evidence,
            Record.version,
        )
        .join(Project, Project.id == Record.project_id)
        .join(MilestoneKind, MilestoneKind.code == Record.kind_code)
        .outerjoin(Partner, Partner.id == Record.partner_id)
        .outerjoin(Organisation, Organisation.id == Partner.organisation_id)
    )


def _drawn(row: Row[*tuple[Any, ...]], today: date) -> Milestone:
    values = dict(row._mapping)
    values["kind"] = {"code": row.kind, "label": row.kind_label}
    values["partner"] = {"id": row.partner, "name": row.partner_name} if row.partner else None
    values["state"] = state_of(row.due_on, row.done_on, today).tone
    return Milestone.model_validate(values)
