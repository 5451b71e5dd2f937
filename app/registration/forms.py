"""What each step asks. Almost everything may come later; what is written must be right."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from app.partners.identifiers import check_siren
from app.web.forms import FrenchDate, FrenchMoney

CREATE = "new"
ROLE_OF_PORTEUR = "porteur"
ASK = "Renseignez ce champ."
ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
MAX_EUROS = Decimal("9999999999.99")


def check_email(typed: str) -> str:
    if not ADDRESS.fullmatch(typed):
        raise PydanticCustomError(
            "french_email", "Écrivez une adresse électronique, par exemple prenom.nom@exemple.fr."
        )
    return typed


Line = Annotated[str, Field(max_length=200)]
Prose = Annotated[str, Field(max_length=5_000)]
Email = Annotated[str, Field(max_length=254), AfterValidator(check_email)]
Siren = Annotated[str, AfterValidator(check_siren)]
Amount = Annotated[FrenchMoney, Field(gt=0, le=MAX_EUROS)]


class ProjectStep(BaseModel):
    title: Line
    programme_id: int | None = None
    summary: Prose = ""
    need: Prose = ""
    answer: Prose = ""
    phase_code: str | None = None
    category_code: str | None = None
    mode_code: str | None = None
    objective_code: str | None = None
    engineering_code: str | None = None
    domain_codes: list[str] = []
    goal_codes: list[str] = []


class TerritoryStep(BaseModel):
    territory_ids: list[str] = []
    region_code: str | None = None
    scale_code: str | None = None
    territory_label: Line = ""


class OrganisationRow(BaseModel):
    """`organisation_id` is a number, `new` to create it, or nothing while it is not settled."""

    name: Line
    organisation_id: str = ""
    profile_code: str | None = Field(None, validate_default=True)
    siren: Siren | None = None

    @property
    def is_new(self) -> bool:
        return self.organisation_id == CREATE

    @field_validator("profile_code")
    @classmethod
    def a_new_organisation_has_a_profile(cls, value: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("organisation_id") == CREATE and not value:
            raise PydanticCustomError("french_profile", "Choisissez le profil de cette nouvelle organisation.")
        return value


class PartnerRow(OrganisationRow):
    role_code: str = "partenaire"
    contact_name: Line = ""
    contact_email: Email | None = None


class PartnersStep(BaseModel):
    partners: list[PartnerRow] = []


class AmountStep(BaseModel):
    amount: Amount
    copil_number: Line = ""
    copil_on: FrenchDate | None = None
    starts_on: FrenchDate | None = None
    ends_on: FrenchDate | None = None
    purpose: Prose = ""

    @field_validator("ends_on")
    @classmethod
    def ends_after_its_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("starts_on")
        if value and start and value < start:
            raise PydanticCustomError("french_dates", "La fin du projet ne peut pas précéder son début.")
        return value


class FunderRow(OrganisationRow):
    amount: Amount


class FundersStep(BaseModel):
    funders: list[FunderRow] = []


class InstalmentRow(BaseModel):
    """`milestone_kind` is the milestone to be done before paying, as proposed."""

    label: Line
    due_on: FrenchDate
    amount: Amount
    milestone_kind: str = ""


class InstalmentsStep(BaseModel):
    instalments: list[InstalmentRow] = []


class MilestoneRow(BaseModel):
    """A proposed milestone that is not kept need not be right."""

    keep: str = ""
    kind_code: str | None = Field(None, validate_default=True)
    title: Line | None = Field(None, validate_default=True)
    due_on: FrenchDate | None = Field(None, validate_default=True)
    done: str = ""

    @model_validator(mode="before")
    @classmethod
    def forget_what_is_not_kept(cls, typed: dict[str, Any]) -> dict[str, Any]:
        return typed if typed.get("keep") else {}

    @field_validator("kind_code", "title", "due_on")
    @classmethod
    def what_is_kept_is_complete(cls, value: Any, info: ValidationInfo) -> Any:
        if info.data.get("keep") and not value:
            raise PydanticCustomError("french_missing", ASK)
        return value


class MilestonesStep(BaseModel):
    """`referent_id`: who will see to them."""

    referent_id: int | None = None
    milestones: list[MilestoneRow] = []
