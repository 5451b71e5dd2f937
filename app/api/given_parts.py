"""What a program may write of the parts of a project: who takes part, and what is measured."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.api.given import (
    UNSAID,
    Cleaned,
    Code,
    Given,
    IsoDate,
    Line,
    Number,
    Source,
    Text,
    Title,
    of_length,
    without_defaults,
)

LARGEST = 10**15


def number(given: Any) -> Decimal:
    """Of JSON, exactly as it is written; neither a text nor a boolean."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise PydanticCustomError("french_number", "Donnez un nombre.")
    return Decimal(str(given))


Measured = Annotated[
    Decimal,
    Field(ge=-LARGEST, le=LARGEST),
    BeforeValidator(number),
    WithJsonSchema({"type": "number", "minimum": -LARGEST, "maximum": LARGEST, "examples": [120]}),
]


class PartnerChange(Given):
    """Ce qui est absent ne change pas ; null efface une date, "" un texte."""

    model_config = ConfigDict(json_schema_extra=without_defaults)
    names: ClassVar = {"role": "role_code"}

    role: Code = Field("", description="Code du rôle.", examples=["partenaire"])
    joined_on: IsoDate | None = None
    left_on: IsoDate | None = None
    contribution: Text = ""


class NewPartner(PartnerChange):
    """Une organisation entre dans le projet. La personne à contacter se donne à l’écran."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    organisation: Number = Field(description="Numéro de l’organisation.", examples=[12])
    role: Code = Field("partenaire", description="Code du rôle.", examples=["partenaire"])


class MeasurementChange(Given):
    """Ce qui est absent ne change pas ; "" efface un texte."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    measured_on: IsoDate = UNSAID
    value: Measured = Decimal(0)
    source: Source = ""
    evidence: Literal[0, 1, 2] = Field(0, description="0 déclaré, 1 documenté, 2 mesuré.")


class NewMeasurement(MeasurementChange):
    """Une mesure de l’indicateur ; une par jour."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    measured_on: IsoDate
    value: Measured


class IndicatorChange(Given):
    """Ce qui est absent ne change pas ; null efface une valeur ou une date, "" l’unité."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    label: Title = ""
    unit: Annotated[str, Field(max_length=60), Cleaned, of_length(60, 0, "foyers")] = ""
    baseline: Measured | None = None
    target: Measured | None = None
    target_on: IsoDate | None = None


class NewIndicator(IndicatorChange):
    """Ce que le projet veut changer, et qui se mesure."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    label: Title


class ContactChange(Given):
    """Ce qui est absent ne change pas ; "" efface."""

    model_config = ConfigDict(json_schema_extra=without_defaults)
    names: ClassVar = {"name": "contact_name", "email": "contact_email"}

    name: Line = ""
    email: Annotated[str, Field(max_length=254), Cleaned, of_length(254, 0, "ines@exemple.fr")] = ""
