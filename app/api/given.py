"""What a program may write: the fields of the forms under the names of the answers, of strict JSON types.

The shape is checked here, so that the description is true; the rules are those of the forms (`app.api.bodies.checked`).
"""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.api.answers import example
from app.api.asked import MAX_ID

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
A_DATE = "Écrivez une date au format AAAA-MM-JJ, par exemple 2026-09-05."


def iso_date(given: Any) -> date:
    try:
        if isinstance(given, str) and ISO.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise PydanticCustomError("french_date", A_DATE)


def clean(given: Any) -> Any:
    """PostgreSQL holds no NUL; lines end as the pages keep them, and nothing stands before or after."""
    return given.replace("\x00", "").replace("\r\n", "\n").strip() if isinstance(given, str) else given


def of_length(most: int, least: int = 0, shown: str | None = None) -> Any:
    schema: dict[str, Any] = {"type": "string", "maxLength": most} | ({"minLength": least} if least else {})
    return WithJsonSchema(schema | ({"examples": [shown]} if shown else {}))


IsoDate = Annotated[
    date, BeforeValidator(iso_date), WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-09-05"]})
]
UNSAID = date.min  # never read: only what was given is
Cleaned = BeforeValidator(clean)
Title = Annotated[str, Field(min_length=1, max_length=200), Cleaned, of_length(200, 1, "Le café des possibles")]
Line = Annotated[str, Field(max_length=200), Cleaned, of_length(200)]
Source = Annotated[str, Field(max_length=400), Cleaned, of_length(400)]
Text = Annotated[str, Field(max_length=4_000), Cleaned, of_length(4_000)]
LongText = Annotated[str, Field(max_length=10_000), Cleaned, of_length(10_000)]
Code = Annotated[str, Field(max_length=100), Cleaned, of_length(100)]
Reason = Annotated[str, Field(max_length=1_000), Cleaned, of_length(1_000)]
Codes = Annotated[list[Code], Field(max_length=200)]
Number = Annotated[StrictInt, Field(ge=1, le=MAX_ID)]


def without_defaults(schema: dict[str, Any]) -> None:
    """In a change, what is absent stays as it is: no value would be true as its default."""
    for described in schema.get("properties", {}).values():
        described.pop("default", None)


class Given(BaseModel):
    """`names`: those of the form, by name of JSON, when they differ."""

    model_config = ConfigDict(extra="forbid")
    names: ClassVar[dict[str, str]] = {}

    def for_form(self) -> dict[str, Any]:
        """What was given, under the names of the form."""
        return {self.names.get(name, name): getattr(self, name) for name in self.model_fields_set}

    @classmethod
    def json_names(cls) -> dict[str, str]:
        return {there: here for here, there in cls.names.items()}

    def shown(self, values: dict[str, Any]) -> dict[str, Any]:
        """Values of a form under the names of JSON."""
        names = self.json_names()
        return {names.get(name, name): value for name, value in values.items()}


class OrganisationChange(Given):
    """Ce qui est absent ne change pas ; null efface une date ou un choix, "" un texte."""

    model_config = ConfigDict(json_schema_extra=without_defaults)
    names: ClassVar = {"profile": "profile_code"}

    name: Title = ""
    profile: Code = Field("", description="Code du profil.", examples=["association"])
    siren: Annotated[Line | None, example("732829320")] = None
    siret: Annotated[Line | None, example("73282932000074")] = None
    rna: Annotated[Line | None, example("W751212517")] = None
    commune: Code | None = Field(None, description="Code Insee de la commune du siège.", examples=["35238"])
    website: Annotated[str, Field(max_length=300), Cleaned, of_length(300, 0, "https://exemple.fr")] = ""


class NewOrganisation(OrganisationChange):
    """Une organisation ; un numéro déjà connu est refusé."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    name: Title
    profile: Code = Field(description="Code du profil.", examples=["association"])


class MilestoneChange(Given):
    """Ce qui est absent ne change pas ; null efface une date ou un choix, "" un texte."""

    model_config = ConfigDict(json_schema_extra=without_defaults)
    names: ClassVar = {"kind": "kind_code", "partner": "partner_id"}

    kind: Code = Field("", description="Code de la nature.", examples=["point_etape"])
    title: Title = ""
    due_on: IsoDate = UNSAID
    done_on: IsoDate | None = None
    partner: Number | None = Field(None, description="Numéro d’un partenaire du projet.", examples=[31])
    deliverable: Text = ""
    evidence: Text = ""


class NewMilestone(MilestoneChange):
    """Un jalon du projet."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    kind: Code = Field(description="Code de la nature.", examples=["point_etape"])
    title: Title
    due_on: IsoDate
