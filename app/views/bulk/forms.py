"""What each act asks before it is shown, and how what was typed is kept."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from app.models import Act, ProjectStatus
from app.projects.choices import Choice
from app.views.bulk.acts import LISTS
from app.web.forms import BoundForm, FrenchDate, FrenchInteger
from app.web.messages import CHOOSE

NONE = "aucun"
"""Chosen to leave a field empty."""
EMPTIED = (Act.REFERENT, Act.PROGRAMME, Act.PHASE, Act.CATEGORY)
LABELS = {
    Act.REFERENT: "Référent",
    Act.PROGRAMME: "Programme",
    Act.PHASE: "Phase d’innovation",
    Act.CATEGORY: "Catégorie",
    Act.CHARTER: "Version de la charte",
    Act.ADD_DOMAIN: "Domaine à ajouter",
    Act.REMOVE_DOMAIN: "Domaine à retirer",
    Act.STATUS: "Statut où passer",
}
ONE_OF_TWO = "Donnez une date, ou un nombre de mois après le début\u202f: l’un des deux."
REACHED = tuple(status for status in ProjectStatus if status not in (ProjectStatus.REPERE, ProjectStatus.ABANDONNE))


class ValueForm(BaseModel):
    valeur: Annotated[str, Field(min_length=1, max_length=200)]


class MilestoneForm(BaseModel):
    """`echeance`, or `mois` after the start of each project."""

    nature: Annotated[str, Field(min_length=1, max_length=200)]
    intitule: Annotated[str, Field(max_length=200)] = ""
    echeance: FrenchDate | None = None
    mois: Annotated[FrenchInteger | None, Field(ge=-120, le=240)] = None


FormOfAct = type[ValueForm] | type[MilestoneForm]


def form_of(act: Act) -> FormOfAct:
    return MilestoneForm if act is Act.MILESTONE else ValueForm


def proposed(act: Act, choices: dict[str, list[Choice]]) -> list[tuple[str, str]]:
    """What may be chosen; retired values are no longer given."""
    if act is Act.STATUS:
        return [(status.value, status.label) for status in REACHED]
    if act is Act.MILESTONE:
        return [(choice.value, choice.label) for choice in choices["kind_code"] if choice.active]
    if act not in LISTS:
        return []
    kept = [(choice.value, choice.label) for choice in choices[LISTS[act]] if choice.active]
    return [*kept, (NONE, "Aucun (vider)")] if act in EMPTIED else kept


def value_of(act: Act, form: BoundForm[Any], choices: dict[str, list[Choice]]) -> dict[str, Any]:
    """As a bulk edit keeps it; a choice that is not proposed is refused on its field."""
    data, field = form.data, "nature" if act is Act.MILESTONE else "valeur"
    chosen = getattr(data, field)
    if act is not Act.CHARTER and chosen not in dict(proposed(act, choices)):
        form.refuse(field, CHOOSE)
        return {}
    if act is Act.MILESTONE:
        if (data.echeance is None) == (data.mois is None):
            form.refuse("echeance", ONE_OF_TWO)
        title = data.intitule.strip() or dict(proposed(act, choices))[chosen]
        day = data.echeance.isoformat() if data.echeance else None
        return {"kind": chosen, "title": title, "due_on": day, "months": data.mois}
    if chosen == NONE and act in EMPTIED:
        return {"value": None}
    return {"value": int(chosen) if act in (Act.REFERENT, Act.PROGRAMME) else chosen.strip()}
