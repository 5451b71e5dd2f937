"""Reads the rows of the portfolio workbook for a selection of projects, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app.milestones.states import state_of
from app.models import (
    Allocation,
    Instalment,
    InstalmentStatus,
    Investment,
    Milestone,
    MilestoneKind,
    Organisation,
    Partner,
    PartnerRole,
    Profile,
    Project,
    Territory,
)
from app.wording import euros
from imports.export.sheets import Row

Ids = Select[Any]


def partner_rows(session: Session, ids: Ids) -> list[Row]:
    columns = (
        Project.code, Organisation.name, Profile.label, PartnerRole.label, Organisation.siren, Organisation.siret,
        Organisation.rna, Territory.label, Territory.code, Partner.joined_on, Partner.left_on, Partner.contribution,
    )  # fmt: skip
    found = (
        select(*columns)
        .join_from(Partner, Project, Project.id == Partner.project_id)
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .join(Profile, Profile.code == Organisation.profile_code)
        .join(PartnerRole, PartnerRole.code == Partner.role_code)
        .outerjoin(Territory, Territory.id == Organisation.commune_id)
        .where(Project.id.in_(ids))
        .order_by(Project.code, PartnerRole.position, Organisation.sort_name, Partner.id)
    )
    return rows(session, found)


def investment_rows(session: Session, ids: Ids) -> list[Row]:
    """One row an investment; its funders are written out with their shares."""
    shares = shares_of(session, ids)
    found = (
        select(
            Investment.id, Project.code, Investment.copil_number, Investment.copil_on, Investment.purpose,
            Investment.amount_eur,
        )
        .join_from(Investment, Project, Project.id == Investment.project_id)
        .where(Project.id.in_(ids))
        .order_by(Project.code, Investment.copil_on.nulls_last(), Investment.id)
    )  # fmt: skip
    return [
        (*row[1:], sum(amount for _, amount in shares[row.id]), "\n".join(written(shares[row.id])))
        for row in session.execute(found)
    ]


def shares_of(session: Session, ids: Ids) -> dict[int, list[tuple[str, Any]]]:
    found = (
        select(Allocation.investment_id, Organisation.name, Allocation.amount_eur)
        .join(Organisation, Organisation.id == Allocation.funder_id)
        .join(Investment, Investment.id == Allocation.investment_id)
        .where(Investment.project_id.in_(ids))
        .order_by(Allocation.investment_id, Organisation.sort_name, Allocation.id)
    )
    shares: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    for investment_id, name, amount in session.execute(found):
        shares[investment_id].append((name, amount))
    return shares


def written(shares: Iterable[tuple[str, Any]]) -> list[str]:
    return [f"{name}\u00a0: {euros(amount)}" for name, amount in shares]


def instalment_rows(session: Session, ids: Ids) -> list[Row]:
    found = (
        select(
            Project.code, Instalment.label, Instalment.due_on, Instalment.amount_eur, Instalment.status,
            Instalment.paid_on, Instalment.paid_amount_eur, Instalment.payment_reference, Milestone.title,
        )
        .join_from(Instalment, Investment, Investment.id == Instalment.investment_id)
        .join(Project, Project.id == Investment.project_id)
        .outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
        .where(Project.id.in_(ids))
        .order_by(Project.code, Instalment.due_on, Instalment.id)
    )  # fmt: skip
    return [(*row[:4], InstalmentStatus(row.status).label, *row[5:]) for row in session.execute(found)]


def milestone_rows(session: Session, ids: Ids, today: date) -> list[Row]:
    responsible = aliased(Organisation)
    found = (
        select(
            Project.code, MilestoneKind.label, Milestone.title, Milestone.due_on, Milestone.done_on,
            responsible.name, Milestone.deliverable,
        )
        .join_from(Milestone, Project, Project.id == Milestone.project_id)
        .join(MilestoneKind, MilestoneKind.code == Milestone.kind_code)
        .outerjoin(Partner, Partner.id == Milestone.partner_id)
        .outerjoin(responsible, responsible.id == Partner.organisation_id)
        .where(Project.id.in_(ids))
        .order_by(Project.code, Milestone.due_on, Milestone.id)
    )  # fmt: skip
    return [(*row[:5], state_of(row.due_on, row.done_on, today).label, *row[5:]) for row in session.execute(found)]


def rows(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Row]:
    return [tuple(row) for row in session.execute(statement)]
