"""What people type about a measure: its description, its status, what proves it, what serves it, all titles at once."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.models import Chantier, MeasureStatus
from app.models.roadmap import MEASURES
from app.roadmap.titles import MOST_CHARACTERS
from app.web.forms import FrenchDate, FrenchDecimal, FrenchInteger

Text = Annotated[str, Field(max_length=2000)]
Reason = Annotated[str, Field(min_length=1, max_length=2000)]
Key = Annotated[FrenchInteger, Field(gt=0, lt=2**62)]


class MeasureForm(BaseModel):
    title: Annotated[str, Field(max_length=MOST_CHARACTERS)] = ""
    chantier: Chantier | None = None
    target: Text = ""
    target_value: Annotated[FrenchDecimal, Field(ge=0)] | None = None
    target_unit: Annotated[str, Field(max_length=60)] = ""
    target_on: FrenchDate | None = None


class StatusForm(BaseModel):
    status: MeasureStatus
    dated_on: FrenchDate
    reason: Reason


class EvidenceForm(BaseModel):
    dated_on: FrenchDate
    sentence: Reason
    source: Annotated[str, Field(max_length=500)] = ""
    document_id: Key | None = None


class LinkForm(BaseModel):
    """From the project's side: which measure, and whether it is the project or one of its investments."""

    what: Annotated[str, Field(min_length=1, max_length=30)]
    number: Annotated[FrenchInteger, Field(ge=1, le=MEASURES)]


class TitlesForm(BaseModel):
    """`seen`: « 7:3 8:1 », the versions that the preview showed."""

    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    seen: Annotated[str, Field(max_length=1000)] = ""


MEASURE_LABELS = {
    "title": "Titre",
    "chantier": "Chantier",
    "target": "Cible",
    "target_value": "Chiffre visé",
    "target_unit": "Unité",
    "target_on": "Pour le",
}
STATUS_LABELS = {"status": "Statut", "dated_on": "Depuis le", "reason": "Motif"}
EVIDENCE_LABELS = {"dated_on": "Date", "sentence": "Ce qui le montre", "source": "Source", "document_id": "Document"}
EVIDENCE_RULES = {"fk_roadmap_evidence_document_id": ("document_id", "Ce document n’existe pas, ou plus.")}
CHANTIERS = [(own.value, own.label) for own in Chantier]
STATUSES = [(own.value, own.label) for own in MeasureStatus]
