"""What people fill in about a deliverable, about the case, and about the agreement of the alliance."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from app.capitalisation.queries import TEXT_LABELS
from app.web.forms import FrenchDate, FrenchInteger


def read_tick(value: Any) -> Any:
    return value == "oui" if isinstance(value, str) else value


Tick = Annotated[bool, BeforeValidator(read_tick)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Story = Annotated[str, Field(max_length=6000)]


class DeliverableForm(BaseModel):
    """`is_done` without a date: today."""

    title: Name
    is_done: Tick = False
    done_on: FrenchDate | None = None
    kept_at: Annotated[str, Field(max_length=400)] = ""
    partner_id: FrenchInteger | None = None


class CaseForm(BaseModel):
    title: Name
    summary: Annotated[str, Field(max_length=1500)] = ""
    lessons: Story = ""
    conditions: Story = ""
    contact_partner_id: FrenchInteger | None = None


class AgreementForm(BaseModel):
    agreed_by: Name
    agreed_on: FrenchDate
    shows_money: Tick = False


DELIVERABLE_LABELS = {
    "title": "Livrable",
    "is_done": "Livré",
    "done_on": "Livré le",
    "kept_at": "Où le trouver",
    "partner_id": "Produit par",
}
CASE_LABELS = TEXT_LABELS | {"contact_partner_id": "Organisation à contacter"}
MEANWHILE = "Le projet a été capitalisé entre-temps\u202f: ce livrable est le seul coché de son pilier, il le reste."
CONSTRAINTS = {
    "ck_deliverable_last": ("done_on", MEANWHILE),
    "fk_deliverable_partner_id": ("partner_id", "Choisissez un des partenaires du projet."),
}
CASE_CONSTRAINTS = {
    "uq_case_study_project_id": ("", "Quelqu’un vient d’écrire le cas\u202f: rechargez la page pour voir son texte."),
    "fk_case_study_contact_partner_id": ("contact_partner_id", "Choisissez un des partenaires du projet."),
}
