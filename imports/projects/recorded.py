"""Reads from the database what a plan is compared with: the same number of queries whatever the number of projects."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import ARRAY, BigInteger, any_, func, literal, select
from sqlalchemy.orm import Session

from app.models import (
    Allocation,
    Domain,
    Instalment,
    Investment,
    Milestone,
    Organisation,
    Partner,
    PartnershipMode,
    Project,
    User,
    project_domain,
)
from imports.projects.existing import (
    Existing,
    ExistingInstalment,
    ExistingInvestment,
    ExistingMilestone,
    ExistingOrganisation,
    ExistingPartner,
    ExistingProject,
)
from imports.projects.lists import vocabulary_of
from imports.records.codes import any_code

__all__ = ["recorded", "vocabulary_of"]

T = TypeVar("T")
OWN = ("id", "code", "title", "status", "territory_label", "region_code", "category_code", "starts_on", "ends_on",
       "charter_signed_on", "referent_id")  # fmt: skip


def recorded(session: Session, codes: Collection[str], organisations: Collection[int] | None = None) -> Existing:
    """The projects of these codes, and every organisation: one is recognised by its name as well as by its SIREN.

    `organisations`: those that may be meant, when there are too many of them.
    """
    ids = select(Project.id).where(Project.code == any_code(codes))
    children = (
        _domains(session, ids),
        _investments(session, ids),
        _grouped(_partners(session, ids)),
        _grouped(_milestones(session, ids)),
    )
    own = (Project.__table__.c[name] for name in OWN)
    statement = (
        select(*own, User.name, PartnershipMode.category_code)
        .outerjoin(User, User.id == Project.referent_id)
        .outerjoin(PartnershipMode, PartnershipMode.code == Project.mode_code)
    )
    rows = session.execute(statement.where(Project.id.in_(ids)).order_by(Project.id))
    return Existing(tuple(_project(row, *children) for row in rows), _organisations(session, organisations))


def _project(
    row: Sequence[Any],
    domains: Mapping[int, tuple[str, ...]],
    investments: Mapping[int, tuple[ExistingInvestment, ...]],
    partners: Mapping[int, tuple[ExistingPartner, ...]],
    milestones: Mapping[int, tuple[ExistingMilestone, ...]],
) -> ExistingProject:
    own_id, code, title, status, territory, region, category, starts_on, ends_on, charter_on, *more = row
    referent_id, referent, mode_category = more
    return ExistingProject(
        id=own_id,
        code=code,
        title=title,
        status=status,
        territory_label=territory,
        region_code=region,
        domain_codes=domains.get(own_id, ()),
        category_code=category,
        mode_category_code=mode_category,
        starts_on=starts_on,
        ends_on=ends_on,
        charter_signed_on=charter_on,
        referent_id=referent_id,
        referent=referent,
        investments=investments.get(own_id, ()),
        partners=partners.get(own_id, ()),
        milestones=milestones.get(own_id, ()),
    )


def _organisations(session: Session, wanted: Collection[int] | None) -> tuple[ExistingOrganisation, ...]:
    """A SIRET alone tells the SIREN too."""
    siren = func.coalesce(Organisation.siren, func.left(Organisation.siret, 9))
    own = (Organisation.siret, Organisation.rna, Organisation.commune_id)
    columns = (Organisation.id, Organisation.name, Organisation.profile_code, siren, *own)
    statement = select(*columns).order_by(Organisation.id)
    if wanted is not None:
        statement = statement.where(Organisation.id == any_(literal(sorted(wanted), ARRAY(BigInteger))))
    return tuple(ExistingOrganisation(*row) for row in session.execute(statement))


def _domains(session: Session, ids: Any) -> dict[int, tuple[str, ...]]:
    statement = (
        select(project_domain.c.project_id, Domain.code)
        .join(Domain, Domain.code == project_domain.c.domain_code)
        .where(project_domain.c.project_id.in_(ids))
        .order_by(Domain.position, Domain.code)
    )
    return _grouped(session.execute(statement))


def _partners(session: Session, ids: Any) -> Iterable[tuple[int, ExistingPartner]]:
    columns = (Partner.project_id, Partner.id, Partner.organisation_id, Partner.role_code, Partner.left_on)
    rows = session.execute(select(*columns).where(Partner.project_id.in_(ids)).order_by(Partner.id))
    for project_id, own_id, organisation_id, role_code, left_on in rows:
        yield project_id, ExistingPartner(own_id, organisation_id, role_code, left_on is not None)


def _milestones(session: Session, ids: Any) -> Iterable[tuple[int, ExistingMilestone]]:
    columns = (Milestone.id, Milestone.kind_code, Milestone.title, Milestone.due_on, Milestone.done_on)
    statement = select(Milestone.project_id, *columns, Milestone.partner_id).where(Milestone.project_id.in_(ids))
    for row in session.execute(statement.order_by(Milestone.id)):
        yield row[0], ExistingMilestone(*row[1:])


def _investments(session: Session, ids: Any) -> dict[int, tuple[ExistingInvestment, ...]]:
    instalments = _grouped(_instalments(session, ids))
    shared = select(func.coalesce(func.sum(Allocation.amount_eur), 0)).where(Allocation.investment_id == Investment.id)
    columns = (Investment.project_id, Investment.id, Investment.copil_on, Investment.amount_eur)
    rows = session.execute(
        select(*columns, shared.scalar_subquery()).where(Investment.project_id.in_(ids)).order_by(Investment.id)
    )
    return _grouped(
        (project_id, ExistingInvestment(own_id, copil_on, amount_eur, Decimal(total), instalments.get(own_id, ())))
        for project_id, own_id, copil_on, amount_eur, total in rows
    )


def _instalments(session: Session, ids: Any) -> Iterable[tuple[int, ExistingInstalment]]:
    columns = (Instalment.id, Instalment.label, Instalment.due_on, Instalment.amount_eur, Instalment.status)
    statement = (
        select(Instalment.investment_id, *columns, Instalment.paid_on, Instalment.milestone_id)
        .join(Investment, Investment.id == Instalment.investment_id)
        .where(Investment.project_id.in_(ids))
    )
    for row in session.execute(statement.order_by(Instalment.id)):
        yield row[0], ExistingInstalment(*row[1:])


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
