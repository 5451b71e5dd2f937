"""The end of a registration: everything is created in one go, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.investments.instalments import add_instalment
from app.investments.service import add_allocation, add_investment
from app.milestones.service import add_milestone
from app.models import Investment, Milestone, Organisation, Project, ProjectStatus, RegistrationDraft, User
from app.partners.queries import get_organisation
from app.partners.service import add_partner, create_organisation
from app.projects.queries import deduce_region, places
from app.projects.service import create_project
from app.registration.forms import (
    ROLE_OF_PORTEUR,
    AmountStep,
    FundersStep,
    InstalmentsStep,
    MilestonesStep,
    OrganisationRow,
    PartnersStep,
    ProjectStep,
    TerritoryStep,
)
from app.registration.organisations import folded
from app.registration.places import INTERREGIONAL, proposed_scale


@dataclass(frozen=True)
class Registration:
    """All the steps, read and found right."""

    project: ProjectStep
    territory: TerritoryStep
    partners: PartnersStep
    amount: AmountStep
    funders: FundersStep
    instalments: InstalmentsStep
    milestones: MilestonesStep


def register(
    session: Session, draft: RegistrationDraft, *, registration: Registration, user: User, today: date, now: datetime
) -> Project:
    """The caller holds the draft's lock: a registration already finished gives its project again."""
    if draft.project_id is not None:
        return session.get_one(Project, draft.project_id)
    project = _project(session, registration, user, today)
    found = _Organisations(session, user)
    _partners(session, project, registration.partners, found, user)
    milestones = _milestones(session, project, registration.milestones, user)
    investment = _money(session, project, registration, found, user)
    _instalments(session, investment, registration.instalments, milestones, user)
    draft.project_id, draft.finished_at, draft.updated_by_id = project.id, now, user.id
    session.flush()
    return project


def _project(session: Session, registration: Registration, user: User, today: date) -> Project:
    asked, place, amount = registration.project, registration.territory, registration.amount
    status = ProjectStatus.VALIDE if amount.copil_on else ProjectStatus.INSTRUCTION
    columns = asked.model_dump(exclude={"title", "domain_codes", "goal_codes"})
    return create_project(
        session,
        title=asked.title,
        user=user,
        today=today,
        territory_ids=place.territory_ids,
        domain_codes=asked.domain_codes,
        goal_codes=asked.goal_codes,
        status=status,
        starts_on=amount.starts_on,
        ends_on=amount.ends_on,
        referent_id=registration.milestones.referent_id,
        **columns,
        **_place(session, place),
    )


def _place(session: Session, place: TerritoryStep) -> dict[str, Any]:
    chosen = places(session, place.territory_ids)
    region = place.region_code or deduce_region(session, place.territory_ids)
    return {
        "region_code": None if region == INTERREGIONAL else region,
        "scale_code": place.scale_code or proposed_scale(chosen),
        "territory_label": place.territory_label or ", ".join(one.label for one in chosen[:3]),
    }


class _Organisations:
    """Finds or creates; one written twice in the same registration is created once."""

    def __init__(self, session: Session, user: User) -> None:
        self.session = session
        self.user = user
        self.created: dict[str, Organisation] = {}

    def of(self, row: OrganisationRow) -> Organisation:
        if not row.is_new:
            return get_organisation(self.session, int(row.organisation_id))
        name = folded(row.name)
        if name not in self.created:
            self.created[name] = create_organisation(
                self.session, name=row.name, profile_code=row.profile_code or "", siren=row.siren, user=self.user
            )
        return self.created[name]


def _partners(session: Session, project: Project, asked: PartnersStep, found: _Organisations, user: User) -> None:
    for place, row in enumerate(asked.partners):
        add_partner(
            session,
            project=project,
            organisation=found.of(row),
            role_code=row.role_code if place else ROLE_OF_PORTEUR,
            contact_name=row.contact_name,
            contact_email=row.contact_email or "",
            user=user,
        )


def _money(
    session: Session, project: Project, registration: Registration, found: _Organisations, user: User
) -> Investment:
    amount = registration.amount
    investment = add_investment(
        session,
        project=project,
        amount_eur=amount.amount,
        copil_on=amount.copil_on,
        copil_number=amount.copil_number,
        purpose=amount.purpose,
        user=user,
    )
    for share in registration.funders.funders:
        add_allocation(session, investment=investment, funder=found.of(share), amount_eur=share.amount, user=user)
    return investment


def _instalments(
    session: Session, investment: Investment, asked: InstalmentsStep, milestones: dict[str, Milestone], user: User
) -> None:
    for row in asked.instalments:
        add_instalment(
            session,
            investment=investment,
            label=row.label,
            due_on=row.due_on,
            amount_eur=row.amount,
            milestone=milestones.get(row.milestone_kind),
            user=user,
        )


def _milestones(session: Session, project: Project, asked: MilestonesStep, user: User) -> dict[str, Milestone]:
    """By kind, the first of each: what an instalment may wait for."""
    created: dict[str, Milestone] = {}
    for row in asked.milestones:
        if row.keep and row.kind_code and row.title and row.due_on:
            milestone = add_milestone(
                session,
                project=project,
                kind_code=row.kind_code,
                title=row.title,
                due_on=row.due_on,
                done_on=row.due_on if row.done else None,
                user=user,
            )
            created.setdefault(row.kind_code, milestone)
    return created
