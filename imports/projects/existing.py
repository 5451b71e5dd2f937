"""What is already recorded, as the plan needs to see it. `id` is the record's own; partners point to organisations,
an instalment to the milestone it waits for; `referent` is the name of who follows a project. `mode_category_code` is
the category its partnership mode belongs to.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ExistingOrganisation:
    id: int
    name: str
    profile_code: str
    siren: str | None = None
    siret: str | None = None
    rna: str | None = None
    commune_id: str | None = None


@dataclass(frozen=True, slots=True)
class ExistingPartner:
    id: int
    organisation_id: int
    role_code: str
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class ExistingInstalment:
    id: int
    label: str
    due_on: date
    amount_eur: Decimal
    status: str = "planned"
    paid_on: date | None = None
    milestone_id: int | None = None


@dataclass(frozen=True, slots=True)
class ExistingInvestment:
    id: int
    copil_on: date | None
    amount_eur: Decimal
    allocated_eur: Decimal = Decimal(0)
    instalments: tuple[ExistingInstalment, ...] = ()


@dataclass(frozen=True, slots=True)
class ExistingMilestone:
    id: int
    kind_code: str
    title: str
    due_on: date
    done_on: date | None = None
    partner_id: int | None = None


@dataclass(frozen=True, slots=True)
class ExistingProject:
    id: int
    code: str
    title: str
    status: str
    territory_label: str = ""
    region_code: str | None = None
    domain_codes: tuple[str, ...] = ()
    category_code: str | None = None
    mode_category_code: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    charter_signed_on: date | None = None
    referent_id: int | None = None
    referent: str | None = None
    investments: tuple[ExistingInvestment, ...] = ()
    partners: tuple[ExistingPartner, ...] = ()
    milestones: tuple[ExistingMilestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Existing:
    projects: tuple[ExistingProject, ...] = ()
    organisations: tuple[ExistingOrganisation, ...] = ()
