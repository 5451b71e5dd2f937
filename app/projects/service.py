"""Projects: created, changed, moved from one status to the next."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Table, cast, delete, func, insert, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Forbidden, Refused
from app.journal.context import because
from app.models import (
    Domain,
    PartnershipMode,
    Project,
    ProjectStatus,
    Role,
    StatusMove,
    SustainableGoal,
    Territory,
    User,
    project_domain,
    project_goal,
    project_territory,
)
from app.projects.queries import deduce_region
from app.projects.referents import check_referent
from app.projects.status import MissingFirst, may_be_abandoned, missing_before, next_status, previous_status

CODES_LOCK = 1717  # one project takes its number at a time
OWN_COLUMNS = frozenset({"id", "version", "created_at", "updated_at", "updated_by_id", "search", "sort_title"})
COLUMNS = frozenset(Project.__table__.columns.keys()) - OWN_COLUMNS
MANAGERS = (Role.ADMIN, Role.GESTIONNAIRE)


def create_project(
    session: Session,
    *,
    title: str,
    user: User | None,
    today: date,
    territory_ids: Sequence[str] = (),
    domain_codes: Sequence[str] = (),
    goal_codes: Sequence[str] = (),
    code: str | None = None,
    **columns: Any,
) -> Project:
    """A new project with the next free code. Without `region_code`, its region is that of its territories."""
    values = _checked(session, columns)
    check_referent(session, values.get("referent_id"))
    if "region_code" not in values:
        values["region_code"] = deduce_region(session, territory_ids)
    code = code or _next_code(session, today.year)
    project = Project(title=title, code=code, updated_by_id=user.id if user else None, **values)
    session.add(project)
    session.flush()
    _link_all(session, project, territory_ids, domain_codes, goal_codes)
    return project


def update_project(
    session: Session,
    project: Project,
    *,
    version: int | str | None,
    user: User | None,
    territory_ids: Sequence[str] | None = None,
    domain_codes: Sequence[str] | None = None,
    goal_codes: Sequence[str] | None = None,
    **columns: Any,
) -> Project:
    """Lists left at None stay as they are. `version` is the one seen by the person; None for a program."""
    if version is not None and str(version) != str(project.version):
        raise Conflict(link=f"/projets/{project.code}/modifier", link_label="Recharger la fiche")
    values = _checked(session, columns)
    check_referent(session, values.get("referent_id"), current=project.referent_id)
    if territory_ids is not None and "region_code" not in values:
        values["region_code"] = deduce_region(session, territory_ids)
    for name, value in values.items():
        setattr(project, name, value)
    project.updated_by_id = user.id if user else None
    project.updated_at = func.now()  # always written: a change of lists alone is a new version too
    session.flush()
    _link_all(session, project, territory_ids, domain_codes, goal_codes)
    session.refresh(project)
    return project


def move_status(
    session: Session, project: Project, *, to: ProjectStatus | str, reason: str = "", user: User | None, today: date
) -> Project:
    """Forward one step when nothing is missing, back one step or abandoned with a reason; kept in the history."""
    to, reason = ProjectStatus(to), reason.strip()
    session.refresh(project, ["status", "version", "charter_signed_on"], with_for_update=True)
    before = ProjectStatus(project.status)
    if to is next_status(before):
        _check_nothing_missing(session, project, to)
    elif to is previous_status(before):
        _check_may_go_back(user, reason)
    elif to is ProjectStatus.ABANDONNE and may_be_abandoned(before):
        _check_reason(reason, "Dites pourquoi le projet est abandonné.")
    else:
        raise Refused(
            f"Un projet «\u00a0{before.label}\u00a0» ne peut pas passer au statut «\u00a0{to.label}\u00a0».",
            link=f"/projets/{project.code}",
            link_label="Revenir au projet",
        )
    project.status = to
    project.updated_by_id = user.id if user else None
    session.add(_move(project, before, to, reason, user))
    session.flush()
    if reason:
        because(session, reason)
    return project


def _move(project: Project, before: ProjectStatus, to: ProjectStatus, reason: str, user: User | None) -> StatusMove:
    return StatusMove(
        project_id=project.id, from_status=before, to_status=to, reason=reason, moved_by_id=user.id if user else None
    )


def _check_nothing_missing(session: Session, project: Project, to: ProjectStatus) -> None:
    missing = missing_before(session, project, to)
    if missing:
        raise MissingFirst(to, missing)


def _check_may_go_back(user: User | None, reason: str) -> None:
    if user is not None and user.role not in MANAGERS:
        raise Forbidden("Seules la gestion et l’administration peuvent revenir à l’étape précédente.")
    _check_reason(reason, "Dites pourquoi le projet revient à l’étape précédente.")


def _check_reason(reason: str, sentence: str) -> None:
    if not reason:
        raise Refused(sentence, field="reason")


def _next_code(session: Session, year: int) -> str:
    """Numbers run on from year to year; the lock lasts until the end of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(CODES_LOCK)))
    number = cast(func.split_part(Project.code, "-", 3), BigInteger)
    following = (session.scalar(select(func.max(number))) or 0) + 1
    return f"ODD17-{year}-{following:03d}"


def _checked(session: Session, columns: dict[str, Any]) -> dict[str, Any]:
    unknown = set(columns) - COLUMNS
    if unknown:
        raise TypeError(f"not columns of a project: {sorted(unknown)}")
    mode = columns.get("mode_code")
    if mode:
        category = session.scalar(select(PartnershipMode.category_code).where(PartnershipMode.code == mode))
        if columns.get("category_code") not in (None, "", category):
            raise Refused("Ce mode n’appartient pas à la catégorie choisie.", field="mode_code")
        columns = columns | {"category_code": category}
    return columns


def _link_all(
    session: Session,
    project: Project,
    territory_ids: Sequence[str] | None,
    domain_codes: Sequence[str] | None,
    goal_codes: Sequence[str] | None,
) -> None:
    _link(session, project, project_territory, Territory.id, territory_ids, "territory_ids")
    _link(session, project, project_domain, Domain.code, domain_codes, "domain_codes")
    _link(session, project, project_goal, SustainableGoal.code, goal_codes, "goal_codes")


def _link(session: Session, project: Project, table: Table, key: Any, wanted: Sequence[str] | None, field: str) -> None:
    """The list becomes exactly `wanted`; an unknown value is refused on its field."""
    if wanted is None:
        return
    known = set(session.scalars(select(key).where(key.in_(wanted)))) if wanted else set()
    if unknown := set(wanted) - known:
        raise Refused(f"Valeur inconnue\u202f: {', '.join(sorted(unknown))}.", field=field)
    column = next(column for column in table.columns if column.name != "project_id")
    session.execute(delete(table).where(table.c.project_id == project.id))
    if known:
        session.execute(insert(table), [{"project_id": project.id, column.name: value} for value in sorted(known)])
