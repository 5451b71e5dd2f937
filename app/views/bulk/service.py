"""Applies a plan as it was shown, in one transaction, or not at all."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.errors import Refused
from app.journal.context import because
from app.models import (
    Act,
    Base,
    BulkEdit,
    BulkEditLine,
    JournalChange,
    Milestone,
    Project,
    StatusMove,
    User,
    project_domain,
)
from app.views.bulk.acts import COLUMNS
from app.views.bulk.plan import Line, Plan

PROJECT: Table = Base.metadata.tables[Project.__tablename__]
Written = dict[int, tuple[int, int | None]]
"""Project → the version it has now, and the milestone added to it."""


def apply_plan(session: Session, plan: Plan, *, user: User | None, now: datetime) -> BulkEdit:
    """The projects of the plan are held; the caller made sure that it is the plan shown."""
    if not plan.changed:
        raise Refused("Aucun projet ne changerait\u202f: il n’y a rien à enregistrer.", link="/projets")
    bulk = BulkEdit(
        act=plan.act,
        value=plan.value,
        projects=len(plan.changed),
        journal_mark=0,
        applied_at=now,
        applied_by_id=user.id if user else None,
    )
    session.add(bulk)
    session.flush()
    because(session, reason_of(bulk))
    written = WRITERS.get(plan.act, _write_columns)(session, plan.act, plan.changed, reason_of(bulk), user)
    session.execute(insert(BulkEditLine), [_kept(bulk, line, *written[line.project_id]) for line in plan.changed])
    bulk.journal_mark = session.scalar(select(func.max(JournalChange.id))) or 0
    session.flush()
    session.expire_all()
    return bulk


def reason_of(bulk: BulkEdit) -> str:
    return f"modification en lot n°\u00a0{bulk.id}"


def set_column(session: Session, name: str, values: dict[int, Any], user: User | None) -> dict[int, int]:
    """One statement, whatever the number of projects and of values; their versions move, as when a person saves."""
    column = PROJECT.c[name]
    groups: dict[Any, list[int]] = {}
    for identifier, value in values.items():
        groups.setdefault(value, []).append(identifier)
    chosen: ColumnElement[Any] = case(
        *((PROJECT.c.id.in_(ids), func.cast(value, column.type)) for value, ids in groups.items()), else_=column
    )
    return _touch(session, list(values), user, {name: chosen})


def _touch(session: Session, ids: Sequence[int], user: User | None, columns: dict[str, Any]) -> dict[int, int]:
    statement = (
        update(PROJECT)
        .where(PROJECT.c.id.in_(ids))
        .values(
            version=PROJECT.c.version + 1, updated_at=func.now(), updated_by_id=user.id if user else None, **columns
        )
        .returning(PROJECT.c.id, PROJECT.c.version)
    )
    return {row.id: row.version for row in session.execute(statement)}


def _write_columns(session: Session, act: Act, lines: Sequence[Line], reason: str, user: User | None) -> Written:
    values = {line.project_id: line.outcome.after for line in lines}
    versions = set_column(session, COLUMNS[act], values, user)
    if act is Act.STATUS:
        keep_moves(
            session, [(line.project_id, line.outcome.before, line.outcome.after) for line in lines], reason, user
        )
    return {identifier: (version, None) for identifier, version in versions.items()}


def keep_moves(session: Session, moves: Sequence[tuple[int, Any, Any]], reason: str, user: User | None) -> None:
    session.execute(
        insert(StatusMove),
        [
            {
                "project_id": identifier,
                "from_status": before,
                "to_status": after,
                "reason": reason,
                "moved_by_id": user.id if user else None,
            }
            for identifier, before, after in moves
        ],
    )


def link_domain(session: Session, ids: Sequence[int], code: str, user: User | None, *, add: bool) -> dict[int, int]:
    """A change of list is a new version too."""
    if add:
        session.execute(insert(project_domain), [{"project_id": each, "domain_code": code} for each in ids])
    else:
        here = project_domain.c.project_id.in_(ids), project_domain.c.domain_code == code
        session.execute(delete(project_domain).where(*here))
    return _touch(session, ids, user, {})


def _write_domains(session: Session, act: Act, lines: Sequence[Line], _reason: str, user: User | None) -> Written:
    before, after = set(lines[0].outcome.before), set(lines[0].outcome.after)
    (code,) = before ^ after
    ids = [line.project_id for line in lines]
    versions = link_domain(session, ids, code, user, add=act is Act.ADD_DOMAIN)
    return {identifier: (version, None) for identifier, version in versions.items()}


def _write_milestones(session: Session, _act: Act, lines: Sequence[Line], _reason: str, user: User | None) -> Written:
    rows = [
        {
            "project_id": line.project_id,
            "kind_code": line.outcome.after["kind"],
            "title": line.outcome.after["title"],
            "due_on": date.fromisoformat(line.outcome.after["due_on"]),
            "updated_by_id": user.id if user else None,
        }
        for line in lines
    ]
    added = insert(Milestone).returning(Milestone.project_id, Milestone.version, Milestone.id)
    return {project: (version, number) for project, version, number in session.execute(added, rows)}


def _kept(bulk: BulkEdit, line: Line, version: int, milestone_id: int | None) -> dict[str, Any]:
    return {
        "bulk_edit_id": bulk.id,
        "project_id": line.project_id,
        "before": line.outcome.before,
        "after": line.outcome.after,
        "version": version,
        "milestone_id": milestone_id,
    }


WRITERS: dict[Act, Callable[[Session, Act, Sequence[Line], str, User | None], Written]] = {
    Act.ADD_DOMAIN: _write_domains,
    Act.REMOVE_DOMAIN: _write_domains,
    Act.MILESTONE: _write_milestones,
}
