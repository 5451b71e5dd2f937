"""Projects, field by field: read from the lines and cards the pages show, so that both say the same."""

from datetime import date

from pydantic import Field

from app.api.answers import Answer, Euros, Named
from app.models import CofinancingKind, InstalmentStatus, ProjectStatus, TerritoryKind


class ProjectLine(Answer):
    """As in the list on screen; no `region` for an interregional project."""

    code: str
    title: str
    status: ProjectStatus
    territory: str = Field(validation_alias="territory_label")
    region: str | None
    leader: str | None
    starts_on: date | None
    committed_eur: Euros = Field(validation_alias="committed")
    paid_eur: Euros = Field(validation_alias="paid")
    due_eur: Euros = Field(validation_alias="due")
    late_milestones: int
    late_instalments: int
    invited: int
    answered: int
    next_due_on: date | None = Field(validation_alias="next_due")


class Totals(Answer):
    """Of all the projects kept by the filters, whatever the page."""

    projects: int
    committed_eur: Euros = Field(validation_alias="committed")
    paid_eur: Euros = Field(validation_alias="paid")
    due_eur: Euros = Field(validation_alias="due")


class Projects(Answer):
    """`next` is the `after` of the following page; none on the last one."""

    projects: list[ProjectLine]
    totals: Totals
    next: str | None


class Funder(Answer):
    name: str = Field(validation_alias="funder")
    amount_eur: Euros


class Instalment(Answer):
    label: str
    due_on: date
    amount_eur: Euros
    status: InstalmentStatus
    paid_on: date | None
    paid_amount_eur: Euros | None
    milestone: str | None


class Investment(Answer):
    amount_eur: Euros
    copil_on: date | None
    copil_number: str
    purpose: str
    funders: list[Funder] = Field(validation_alias="allocations")
    instalments: list[Instalment]


class Cofinancing(Answer):
    organisation: str
    kind: CofinancingKind
    amount_eur: Euros | None
    confirmed: bool


class Money(Answer):
    committed_eur: Euros = Field(validation_alias="invested")
    paid_eur: Euros = Field(validation_alias="paid")
    due_eur: Euros = Field(validation_alias="due")
    investments: list[Investment]
    cofinancings: list[Cofinancing]


class Partner(Answer):
    """Contacts stay out: a program has no use for the address of a person."""

    name: str
    profile: str = Field(validation_alias="profile_code")
    role: str = Field(validation_alias="role_code")
    joined_on: date | None
    left_on: date | None


class Milestone(Answer):
    kind: str
    title: str
    due_on: date
    done_on: date | None
    partner: str | None


class Territory(Answer):
    kind: TerritoryKind
    code: str
    label: str


class Programme(Answer):
    code: str
    title: str


class Facts(Answer):
    """What the project is; its money, partners and milestones come beside."""

    code: str
    title: str
    status: ProjectStatus
    programme: Programme | None
    region: Named | None
    territory: str = Field(validation_alias="territory_label")
    territories: list[Territory]
    domains: list[Named]
    goals: list[Named]
    summary: str
    need: str
    answer: str
    starts_on: date | None
    ends_on: date | None
    charter_signed_on: date | None


class Project(Answer):
    project: Facts
    money: Money
    partners: list[Partner]
    milestones: list[Milestone]
