"""What is typed about a national reference, and about one of its figures."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from app.web.forms import FrenchDate, FrenchDecimal

Line = Annotated[str, Field(min_length=1, max_length=200)]


def read_tick(value: Any) -> Any:
    return value == "oui" if isinstance(value, str) else value


class ReferenceForm(BaseModel):
    label: Line
    population: Line
    axis: Annotated[str, Field(max_length=60)] = ""
    is_retired: Annotated[bool, BeforeValidator(read_tick)] = False


class FigureForm(BaseModel):
    percent: Annotated[FrenchDecimal, Field(ge=0, le=Decimal(100), decimal_places=2)]
    dated_on: FrenchDate
    source: Annotated[str, Field(min_length=1, max_length=500)]


class RetirementForm(BaseModel):
    retired_reason: Annotated[str, Field(min_length=1, max_length=500)]


REFERENCE_LABELS = {
    "label": "Ce qui est demandé",
    "population": "À qui",
    "axis": "Montré à côté de l’axe",
    "is_retired": "Ne plus le montrer",
}
FIGURE_LABELS = {"percent": "Part", "dated_on": "Date de l’étude", "source": "Source"}
SAME_DATE = "Ce repère a déjà un chiffre de cette date\u202f: corrigez-le, ou retirez-le d’abord."
RULES = {
    "uq_national_reference_label": ("label", "Un autre repère porte déjà ces mots."),
    "uq_reference_figure_reference_id_dated_on": ("dated_on", SAME_DATE),
}
