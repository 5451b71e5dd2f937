"""What is typed about a programme's evaluation, its voices, its figures and its grid."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from starlette.datastructures import UploadFile

from app.accounts.forms import Email
from app.web.forms import FrenchDate, FrenchDecimal, FrenchInteger
from evaluation.programme_words import Phase, Viewpoint


class ReviewForm(BaseModel):
    title: Annotated[str, Field(min_length=1, max_length=200)]
    phase: Phase
    held_on: FrenchDate
    opens_on: FrenchDate | None = None
    closes_on: FrenchDate | None = None

    @field_validator("closes_on")
    @classmethod
    def closes_after_it_opens(cls, value: date | None, info: ValidationInfo) -> date | None:
        opens = info.data.get("opens_on")
        if value and opens and value < opens:
            raise ValueError("La clôture ne peut pas précéder l’ouverture.")
        return value


class VoiceForm(BaseModel):
    viewpoint: Viewpoint
    name: Annotated[str, Field(min_length=1, max_length=200)]
    organisation: Annotated[str, Field(max_length=300)] = ""
    contact_name: Annotated[str, Field(max_length=200)] = ""
    contact_email: Email = ""


class FigureForm(BaseModel):
    label: Annotated[str, Field(min_length=1, max_length=200)]
    unit: Annotated[str, Field(max_length=60)] = ""
    baseline: FrenchDecimal | None = None
    target: FrenchDecimal | None = None
    value: FrenchDecimal | None = None
    measured_on: FrenchDate | None = Field(None, validate_default=True)
    source: Annotated[str, Field(max_length=400)] = ""
    evidence: Annotated[FrenchInteger, Field(ge=0, le=2)] = 0
    indicator_id: FrenchInteger | None = None

    @field_validator("measured_on")
    @classmethod
    def a_value_is_dated(cls, measured_on: date | None, info: ValidationInfo) -> date | None:
        if measured_on is None and info.data.get("value") is not None:
            raise ValueError("Dites de quand date cette valeur.")
        return measured_on


class Reason(BaseModel):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class Publication(BaseModel):
    """The reason is asked from the second publication on."""

    reason: Annotated[str, Field(max_length=1000)] = ""


class ReceivedGrid(BaseModel, arbitrary_types_allowed=True):
    file: UploadFile


class ReadGrid(BaseModel):
    """The very text that was read on the page, sent back to be published."""

    source: Annotated[str, Field(min_length=1, max_length=400_000)]


REVIEW_LABELS = {
    "title": "Titre",
    "phase": "Âge du programme",
    "held_on": "Date de référence",
    "opens_on": "Ouverture",
    "closes_on": "Clôture prévue",
}
VOICE_LABELS = {
    "viewpoint": "Point de vue",
    "name": "Nom de la voix",
    "organisation": "Fiche au Fonds",
    "contact_name": "Personne à qui écrire",
    "contact_email": "Son adresse électronique",
}
FIGURE_LABELS = {
    "label": "Repère",
    "unit": "Unité",
    "baseline": "Valeur de départ",
    "target": "Cible",
    "value": "Valeur mesurée",
    "measured_on": "Mesurée le",
    "source": "Source",
    "evidence": "Niveau de preuve",
}
RULES = {
    "uq_programme_voice_review_id_name": ("name", "Une voix porte déjà ce nom dans cette évaluation."),
    "uq_programme_figure_review_id_label": ("label", "Un repère porte déjà ce nom dans cette évaluation."),
    "ck_programme_figure_measured": ("measured_on", "Dites de quand date cette valeur."),
    "ck_programme_review_dates": ("closes_on", "La clôture ne peut pas précéder l’ouverture."),
}
