"""What is typed about an added value, a time of coordination, and a method."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.addedvalues.service import COUNTED
from app.addedvalues.words import EVIDENCE
from app.models.added_value import ValueKind
from app.web.forms import FrenchDate, FrenchDecimal, FrenchInteger, FrenchMoney

Amount = Annotated[FrenchDecimal, Field(ge=0, le=999_999_999_999, max_digits=14, decimal_places=2)]
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]
Evidence = Annotated[FrenchInteger, Field(ge=0, le=2)]


class ValueForm(BaseModel):
    method_code: Annotated[str, Field(min_length=1, max_length=60)]
    low: Amount
    high: Amount
    starts_on: FrenchDate
    ends_on: FrenchDate
    compared_with: Sentence
    how: Sentence
    said_by_id: FrenchInteger | None = None
    evidence: Evidence = 0
    document_id: FrenchInteger | None = None


class TimeForm(BaseModel):
    """`days` empty: asked, not said yet."""

    partner_id: FrenchInteger | None = None
    starts_on: FrenchDate
    ends_on: FrenchDate
    days: Annotated[FrenchDecimal, Field(ge=0, le=99_999)] | None = None
    day_rate_eur: Annotated[FrenchMoney, Field(gt=0, le=99_999)] | None = None
    rate_source: Annotated[str, Field(max_length=300)] = ""
    said_by_id: FrenchInteger | None = None
    evidence: Evidence = 0


class MethodForm(BaseModel):
    kind: ValueKind
    label: Annotated[str, Field(min_length=1, max_length=120)]
    how: Sentence
    unit: Annotated[str, Field(min_length=1, max_length=40)]
    source: Annotated[str, Field(max_length=600)] = ""


VALUE_LABELS = {
    "method_code": "Méthode",
    "low": "Au moins",
    "high": "Au plus",
    "starts_on": "Du",
    "ends_on": "Au",
    "compared_with": "Sans l’alliance",
    "how": "Comment les bornes sont établies",
    "said_by_id": "Dit par",
    "evidence": "Niveau de preuve",
    "document_id": "Document à l’appui",
}
TIME_LABELS = {
    "partner_id": "Temps de",
    "starts_on": "Du",
    "ends_on": "Au",
    "days": "Jours",
    "day_rate_eur": "Coût d’une journée",
    "rate_source": "Source de ce coût",
    "said_by_id": "Dit par",
    "evidence": "Niveau de preuve",
}
METHOD_LABELS = {
    "kind": "Valeur ajoutée",
    "label": "Méthode",
    "how": "Comment on compte",
    "unit": "Unité",
    "source": "Source",
}
LEVELS = [(str(level), label) for level, label in enumerate(EVIDENCE)]
KINDS = [(kind.value, kind.label) for kind in ValueKind]
SAME_METHOD = (
    "Ce projet a déjà une valeur par cette méthode sur une partie de ces jours\u202f: modifiez-la, en élargissant ses "
    "bornes si les avis diffèrent."
)
VALUE_RULES = {
    "ck_added_value_period": ("starts_on", SAME_METHOD),
    "fk_added_value_method_code": ("method_code", "Choisissez une méthode de la liste."),
    "fk_added_value_said_by_id": ("said_by_id", "Choisissez un des partenaires du projet."),
    "fk_added_value_document_id": ("document_id", "Choisissez un document du projet."),
}
TIME_RULES = {
    "ck_coordination_time_period": ("starts_on", COUNTED),
    "fk_coordination_time_partner_id": ("partner_id", "Choisissez un des partenaires du projet."),
    "fk_coordination_time_said_by_id": ("said_by_id", "Choisissez un des partenaires du projet."),
}
METHOD_RULES = {
    "ck_added_value_method_used": (
        "unit",
        "Des valeurs emploient cette méthode\u202f: sa valeur ajoutée et son unité ne changent plus. Retirez-la et "
        "créez-en une autre.",
    ),
}
