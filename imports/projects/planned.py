"""A plan: what importing would do, project by project and field by field, before anything is written."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from imports.faults import Fault, Note


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


Value = str | date | Decimal | tuple[str, ...] | None
Shown = dict[str, Value]


class FieldChange(NamedTuple):
    """`field` is the French name of the column, led by the instalment or milestone it is about."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class PlannedOrganisation:
    """`key` is how the planned partners and milestones name it; `existing_id` is none for one to create."""

    key: str
    name: str
    profile_code: str
    siren: str | None
    siret: str | None
    existing_id: int | None
    state: State


class PlannedPartner(NamedTuple):
    """`organisation_key` names a planned organisation, except for a recorded carrier replaced by the row's."""

    organisation_key: str
    role_code: str
    existing_id: int | None
    state: State


@dataclass(frozen=True, slots=True)
class PlannedInstalment:
    label: str
    due_on: date
    amount_eur: Decimal
    status: str
    paid_on: date | None
    existing_id: int | None
    state: State


@dataclass(frozen=True, slots=True)
class PlannedInvestment:
    copil_on: date | None
    amount_eur: Decimal
    existing_id: int | None
    state: State
    instalments: tuple[PlannedInstalment, ...]


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """The responsible is a recorded partner (`responsible_id`) or one the plan creates (`responsible_key`)."""

    kind_code: str
    title: str
    due_on: date
    done_on: date | None
    responsible_key: str | None
    responsible_id: int | None
    existing_id: int | None
    state: State


@dataclass(frozen=True, slots=True)
class ProjectValues:
    """The project's own fields as they will be; an empty cell has kept what was recorded."""

    title: str
    territory_label: str
    region_code: str | None
    domain_codes: tuple[str, ...]
    category_code: str | None
    starts_on: date | None
    ends_on: date | None
    status: str
    referent_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedProject:
    """One row of the follow-up sheet. `status_moves` are the statuses to go through, one step at a time."""

    row: int
    code: str
    state: State
    existing_id: int | None = None
    values: ProjectValues | None = None
    status_moves: tuple[str, ...] = ()
    partners: tuple[PlannedPartner, ...] = ()
    investment: PlannedInvestment | None = None
    milestones: tuple[PlannedMilestone, ...] = ()
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    projects: tuple[PlannedProject, ...]
    organisations: tuple[PlannedOrganisation, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]

    @property
    def may_be_applied(self) -> bool:
        """All or nothing: one fault anywhere refuses the whole file."""
        return not self.faults

    @property
    def changes_something(self) -> bool:
        return any(project.state in {State.NEW, State.CHANGED} for project in self.projects)

    def count(self, state: State) -> int:
        return Counter(project.state for project in self.projects)[state]

    @property
    def amount_eur(self) -> Decimal:
        return sum((project.investment.amount_eur for project in self.projects if project.investment), Decimal(0))
