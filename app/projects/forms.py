"""What is typed about a project."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from app.models import ProjectStatus
from app.web.french import FrenchDate

ShortText = Annotated[str, Field(max_length=200)]
LongText = Annotated[str, Field(max_length=10_000)]


class StatusChange(BaseModel):
    to: ProjectStatus
    reason: Annotated[str, Field(max_length=1_000)] = ""


class ProjectForm(BaseModel):
    """`region_code`: nothing to deduce it from the territories, `aucune` for an interregional or national project."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    programme_id: int | None = None
    referent_id: int | None = None
    summary: LongText = ""
    need: LongText = ""
    answer: LongText = ""
    territory_label: ShortText = ""
    territory_ids: list[str] = []
    place_search: ShortText = ""
    region_code: str | None = None
    scale_code: str | None = None
    phase_code: str | None = None
    category_code: str | None = None
    mode_code: str | None = None
    objective_code: str | None = None
    engineering_code: str | None = None
    domain_codes: list[str] = []
    goal_codes: list[str] = []
    starts_on: FrenchDate | None = None
    ends_on: FrenchDate | None = None
    charter_version: ShortText = ""
    charter_signed_on: FrenchDate | None = None

    @field_validator("ends_on")
    @classmethod
    def ends_after_it_starts(cls, value: date | None, info: ValidationInfo) -> date | None:
        starts = info.data.get("starts_on")
        if value and starts and value < starts:
            raise ValueError("La fin ne peut pas précéder le début.")
        return value

    @field_validator("charter_signed_on")
    @classmethod
    def signed_in_a_version(cls, value: date | None, info: ValidationInfo) -> date | None:
        if value and not info.data.get("charter_version"):
            raise ValueError("Dites aussi quelle version de la charte a été signée.")
        return value
