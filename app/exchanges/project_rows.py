"""The sheet « Projets »: one row a project, with its money and its delays at a date."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from app.exchanges.portfolio import Ids
from app.models import (
    Cofinancing,
    Domain,
    InnovationPhase,
    Organisation,
    Partner,
    PartnershipCategory,
    Programme,
    Project,
    ProjectStatus,
    Region,
    SustainableGoal,
    Territory,
    User,
    project_domain,
    project_goal,
    project_territory,
)
from app.projects.figures import committed, due, late_milestones, paid
from imports.export.sheets import Row

STATUS_PLACE = 3


def project_rows(session: Session, ids: Ids, today: date) -> list[Row]:
    found = (
        select(
            Project.code, Project.title, Programme.title, Project.status, Region.code, Region.label,
            Project.territory_label, listed(project_territory, Territory.code, Territory.id, "territory_id"),
            InnovationPhase.label, PartnershipCategory.label,
            listed(project_domain, Domain.label, Domain.code, "domain_code", Domain.position),
            listed(project_goal, SustainableGoal.code, SustainableGoal.code, "goal_code", SustainableGoal.position),
            porteur(Organisation.name), porteur(Organisation.siren), User.name, Project.starts_on, Project.ends_on,
            Project.charter_signed_on, committed(), paid(), due(today), cofinanced(), partners(),
            late_milestones(today),
        )
        .select_from(Project)
        .outerjoin(Programme, Programme.id == Project.programme_id)
        .outerjoin(Region, Region.code == Project.region_code)
        .outerjoin(InnovationPhase, InnovationPhase.code == Project.phase_code)
        .outerjoin(PartnershipCategory, PartnershipCategory.code == Project.category_code)
        .outerjoin(User, User.id == Project.referent_id)
        .where(Project.id.in_(ids))
        .order_by(Project.code)
    )  # fmt: skip
    return [with_label(tuple(row)) for row in session.execute(found)]


def with_label(row: Row) -> Row:
    status = ProjectStatus(str(row[STATUS_PLACE])).label
    return (*row[:STATUS_PLACE], status, *row[STATUS_PLACE + 1 :])


def listed(link: Any, shown: Any, key: Any, column: str, order: Any = None) -> ColumnElement[Any]:
    """The labels linked to a project, in one cell."""
    separated = func.string_agg(shown, aggregate_order_by(literal(", "), order if order is not None else shown))
    return (
        select(separated)
        .select_from(link.join(key.class_, key == link.c[column]))
        .where(link.c.project_id == Project.id)
        .scalar_subquery()
    )


def porteur(column: Any) -> ColumnElement[Any]:
    return (
        select(column)
        .join_from(Partner, Organisation, Organisation.id == Partner.organisation_id)
        .where(Partner.project_id == Project.id, Partner.role_code == "porteur", Partner.left_on.is_(None))
        .scalar_subquery()
    )


def cofinanced() -> ColumnElement[Any]:
    return total(select(func.sum(Cofinancing.amount_eur)).where(Cofinancing.project_id == Project.id))


def partners() -> ColumnElement[Any]:
    return select(func.count(Partner.id)).where(Partner.project_id == Project.id).scalar_subquery()


def total(figure: Select[Any]) -> ColumnElement[Any]:
    return func.coalesce(figure.scalar_subquery(), 0)
