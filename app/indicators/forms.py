"""What people fill in about an indicator, and about a measurement."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.web.forms import FrenchDate, FrenchDecimal, FrenchInteger


class IndicatorForm(BaseModel):
    label: Annotated[str, Field(min_length=1, max_length=200)]
    unit: Annotated[str, Field(max_length=60)] = ""
    baseline: FrenchDecimal | None = None
    target: FrenchDecimal | None = None
    target_on: FrenchDate | None = None


class MeasurementForm(BaseModel):
    measured_on: FrenchDate
    value: FrenchDecimal
    source: Annotated[str, Field(max_length=400)] = ""
    evidence: Annotated[FrenchInteger, Field(ge=0, le=2)] = 0


INDICATOR_LABELS = {
    "label": "Indicateur",
    "unit": "Unité",
    "baseline": "Valeur de départ",
    "target": "Cible",
    "target_on": "Échéance de la cible",
}
MEASUREMENT_LABELS = {
    "measured_on": "Date",
    "value": "Valeur",
    "source": "Source",
    "evidence": "Niveau de preuve",
}
CONSTRAINTS = {
    "uq_measurement_indicator_id_measured_on": (
        "measured_on",
        "Cet indicateur a déjà une mesure à cette date\u202f: corrigez-la plutôt.",
    )
}
