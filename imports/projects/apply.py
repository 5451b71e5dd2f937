"""Applies a plan in the caller's transaction, all of it or an error and nothing: new records as rows to write in bulk,
changes through the verbs of the features.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import DomainError
from app.models import Organisation, Project, User
from app.partners.service import update_organisation
from app.projects.service import CODES_LOCK, move_status, update_project
from imports.projects.apply_money import apply_investment
from imports.projects.apply_people import apply_milestones, apply_partners
from imports.projects.existing import Existing, ExistingProject
from imports.projects.planned import Plan, PlannedOrganisation, PlannedProject, ProjectValues, State
from imports.projects.writes import organisation_writes, project_writes
from imports.records.codes import any_code
from imports.records.entity import Records, Ref
from imports.records.planned import Write
from imports.records.writing import Numbers, Tell

IMPORTS_LOCK = 1718  # one import at a time
REASON = "D’après le classeur de suivi importé."
OWN_FIELDS = ("title", "territory_label", "region_code", "category_code", "starts_on", "ends_on", "referent_id")


class NotPermitted(Exception):  # noqa: N818 - un refus n’est pas une panne
    """A rule said no halfway: nothing may be kept. `row` is that of the project, none for an organisation."""

    def __init__(self, sentence: str, row: int | None, named: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.row = row
        self.named = named


def take_turn(session: Session) -> None:
    """Two imports at once, even rehearsals, come one after the other; the lock goes with the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(IMPORTS_LOCK)))


def hold_projects(session: Session, codes: frozenset[str]) -> None:
    """No project takes a number meanwhile, and those of the workbook wait for the import to be over."""
    session.execute(select(func.pg_advisory_xact_lock(CODES_LOCK)))
    named = select(Project.id).where(Project.code == any_code(codes))
    session.execute(named.order_by(Project.id).with_for_update())


def new_records(plan: Plan, records: Records) -> tuple[dict[str, Any], list[Write]]:
    """Each organisation of the plan by key, and every row that its new records become."""
    if not plan.may_be_applied:
        raise ValueError("a plan with faults is never applied")
    organisations, writes = organisation_writes(plan, records)
    for project in plan.projects:
        if project.state is State.NEW:
            writes.extend(project_writes(project, organisations, records))
    return organisations, writes


def settled(organisations: Mapping[str, Any], numbers: Numbers) -> dict[str, int]:
    return {key: numbers[found] if isinstance(found, Ref) else found for key, found in organisations.items()}


def apply_changes(
    session: Session,
    plan: Plan,
    existing: Existing,
    organisations: Mapping[str, int],
    *,
    user: User | None,
    today: date,
    tell: Tell | None = None,
) -> None:
    """What is recorded already changes through the verbs of its feature, with the rules a person meets."""
    applying = Applying(session, existing, organisations, user, today)
    for organisation in plan.organisations:
        if organisation.state is State.CHANGED:
            with told(None, organisation.name):
                applying.organisation(organisation)
    for project in plan.projects:
        if project.state is State.CHANGED:
            with told(project.row, project.code):
                applying.project(project)
            if tell:
                tell(1)


@contextmanager
def told(row: int | None, named: str) -> Iterator[None]:
    try:
        yield
    except DomainError as refusal:
        raise NotPermitted(refusal.sentence, row, named) from refusal


class Applying:
    """The session, and the organisations of the plan by the key its partners name them with."""

    def __init__(
        self, session: Session, existing: Existing, organisations: Mapping[str, int], user: User | None, today: date
    ) -> None:
        self.session = session
        self.existing = {project.id: project for project in existing.projects}
        self.organisations = organisations
        self.user = user
        self.today = today

    def organisation(self, planned: PlannedOrganisation) -> None:
        known = self.session.get_one(Organisation, self.organisations[planned.key])
        update_organisation(self.session, known, siren=planned.siren, siret=planned.siret, user=self.user)

    def project(self, planned: PlannedProject) -> None:
        if planned.values is None or planned.existing_id is None:
            return
        project = self.session.get_one(Project, planned.existing_id)
        self._update(project, self.existing[planned.existing_id], planned.values)
        partners = apply_partners(self.session, project, planned.partners, self.organisations, user=self.user)
        apply_milestones(self.session, project, planned.milestones, partners, user=self.user)
        if planned.investment:
            apply_investment(self.session, project, planned.investment, user=self.user)
        for status in planned.status_moves:
            move_status(self.session, project, to=status, reason=REASON, user=self.user, today=self.today)

    def _update(self, project: Project, known: ExistingProject, values: ProjectValues) -> None:
        changed = {name: getattr(values, name) for name in OWN_FIELDS if getattr(values, name) != getattr(known, name)}
        domains = values.domain_codes if set(values.domain_codes) != set(known.domain_codes) else None
        if changed or domains is not None:
            update_project(self.session, project, version=None, user=self.user, domain_codes=domains, **changed)
