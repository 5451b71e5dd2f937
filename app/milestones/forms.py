"""What people fill in about a milestone."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, Field

from app.web.forms import FrenchDate, FrenchInteger

Text = Annotated[str, Field(max_length=4000)]


class MilestoneForm(BaseModel):
    kind_code: str
    title: Annotated[str, Field(min_length=1, max_length=200)]
    due_on: FrenchDate
    done_on: FrenchDate | None = None
    partner_id: FrenchInteger | None = None
    deliverable: Text = ""
    evidence: Text = ""


class CompletionForm(BaseModel):
    done_on: FrenchDate


PROPOSED = {"nature": "kind_code", "intitule": "title", "echeance": "due_on"}


def proposed(query: Mapping[str, str]) -> dict[str, object]:
    """What an address proposes of a milestone, whatever it holds: the form says what is wrong once it is sent."""
    return {field: query[name][:200] for name, field in PROPOSED.items() if name in query}


LABELS = {
    "kind_code": "Nature",
    "title": "Intitulé",
    "due_on": "Échéance",
    "done_on": "Fait le",
    "partner_id": "Partenaire responsable",
    "deliverable": "Livrable",
    "evidence": "Preuve",
}
CONSTRAINTS = {
    "fk_milestone_kind_code": ("kind_code", "Choisissez une des natures proposées."),
    "fk_milestone_partner_id": ("partner_id", "Choisissez un des partenaires du projet."),
}
