"""Which investments are grants to publish on a day, with all that both formats need, as one query."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.sql.selectable import LateralFromClause

from app.clock import PARIS
from app.exchanges.reports.choice import ReportChoice
from app.models import (
    Instalment,
    InstalmentStatus,
    Investment,
    Organisation,
    Partner,
    Programme,
    Project,
    ProjectStatus,
    StatusMove,
    Territory,
)
from app.projects.filters import matching_projects

UNDECIDED = (ProjectStatus.REPERE, ProjectStatus.INSTRUCTION)


def lines(choice: ReportChoice) -> CTE:
    """Every investment of the chosen projects decided on or before the day, or with no date of decision yet.

    `scope`: « undecided » (its project is not validated yet), « dropped » (abandoned, nothing paid) or « kept ».
    """
    day = choice.as_of
    bearer, money, status = _bearer(day), _money(day), status_on(day)
    columns = (
        Investment.id, Investment.project_id, Project.code, Project.title, Project.summary, Project.starts_on,
        Project.ends_on, Project.region_code, Investment.copil_number, Investment.copil_on, Investment.purpose,
        Investment.amount_eur, func.greatest(Investment.updated_at, Project.updated_at).label("modified_at"),
        case((Project.charter_signed_on <= day, Project.charter_signed_on)).label("signed_on"),
        Programme.code.label("programme_code"), Programme.title.label("programme"), status.label("status"),
        *bearer.c, *money.c,
    )  # fmt: skip
    found = (
        select(*columns)
        .join_from(Investment, Project, Project.id == Investment.project_id)
        .outerjoin(Programme, Programme.id == Project.programme_id)
        .outerjoin(bearer, true())
        .join(money, true())
        .where(Project.id.in_(matching_projects(choice.projects, day)))
        .where(or_(Investment.copil_on.is_(None), Investment.copil_on <= day))
    )
    if choice.project:
        found = found.where(Project.code == choice.project)
    return scoped(found.cte("found"))


def scoped(found: FromClause) -> CTE:
    scope = case(
        (found.c.status.in_(UNDECIDED), "undecided"),
        (and_(found.c.status == ProjectStatus.ABANDONNE, found.c.paid_eur == 0), "dropped"),
        else_="kept",
    )
    return select(found, scope.label("scope")).cte("line")


def status_on(day: date) -> ColumnElement[str]:
    """What the first move after that day left; with none, its status of today."""
    later = (
        select(StatusMove.from_status)
        .where(StatusMove.project_id == Project.id, StatusMove.moved_at >= end_of(day))
        .order_by(StatusMove.moved_at, StatusMove.id)
        .limit(1)
        .correlate(Project)
        .scalar_subquery()
    )
    return func.coalesce(later, Project.status)


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=PARIS)


def _bearer(day: date) -> LateralFromClause:
    """The porteur on that day: still there, one already arrived before one expected."""
    return (
        select(
            Organisation.id.label("bearer_id"), Organisation.name.label("bearer"), Organisation.siren,
            Organisation.siret, Organisation.rna, Organisation.profile_code, Territory.label.label("commune"),
        )
        .join(Partner, Partner.organisation_id == Organisation.id)
        .outerjoin(Territory, Territory.id == Organisation.commune_id)
        .where(Partner.project_id == Project.id, Partner.role_code == "porteur")
        .where(or_(Partner.left_on.is_(None), Partner.left_on > day))
        .order_by(
            func.coalesce(Partner.joined_on > day, false()), Partner.left_on.is_not(None), Partner.left_on, Partner.id
        )
        .limit(1)
        .correlate(Project)
        .lateral("bearer")
    )  # fmt: skip


def _money(day: date) -> LateralFromClause:
    """What was paid by that day, and how it is paid: of an abandoned project, only what really left."""
    paid = and_(Instalment.status == InstalmentStatus.PAID, Instalment.paid_on <= day)
    counted = and_(
        Instalment.status != InstalmentStatus.CANCELLED, or_(paid, status_on(day) != ProjectStatus.ABANDONNE)
    )
    on = case((paid, Instalment.paid_on), else_=Instalment.due_on)
    return (
        select(
            func.count().filter(counted).label("instalments"),
            func.min(on).filter(counted).label("first_on"),
            func.max(on).filter(counted).label("last_on"),
            func.coalesce(func.sum(Instalment.paid_amount_eur).filter(paid), 0).label("paid_eur"),
        )
        .where(Instalment.investment_id == Investment.id)
        .correlate(Investment, Project)
        .lateral("money")
    )


def kept_lines(choice: ReportChoice) -> Select[Any]:
    line = lines(choice)
    return select(line).where(line.c.scope == "kept").order_by(line.c.code, line.c.copil_on, line.c.id)
