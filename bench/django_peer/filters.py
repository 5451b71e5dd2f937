"""What each filter proposes."""

from collections.abc import Sequence
from typing import Any

from app.models.project import STATUS_LABELS
from app.projects.evaluated import EVALUATED_LABELS, FUNDED, FUNDED_LABEL
from app.projects.figures import WATCHED_LABELS
from app.projects.options import NONE_LABELS

FILTERS = (
    ("programme", "Programme", "Tous"),
    ("region", "Région", "Toutes"),
    ("statut", "Statut", "Tous"),
    ("suivi", "À suivre", "Tout"),
    ("financeur", "Financeur", "Tous"),
    ("domaine", "Domaine", "Tous"),
    ("phase", "Phase", "Toutes"),
    ("categorie", "Catégorie", "Toutes"),
    ("referent", "Référent", "Tous"),
    ("evaluation", "Évaluation publiée", "Indifférent"),
)
FIXED = {
    "statut": [*STATUS_LABELS.items(), (FUNDED, FUNDED_LABEL)],
    "suivi": list(WATCHED_LABELS.items()),
    "evaluation": list(EVALUATED_LABELS.items()),
}
FIRST = {"referent": ("aucun", "Sans référent")}
LAST = {"region": ("interregional", "Interrégional ou national")} | {
    name: ("aucun", label) for name, label in NONE_LABELS.items()
}


def read_filters(choices: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    found: dict[str, list[Any]] = {name: list(FIXED.get(name, [])) for name, _, _ in FILTERS}
    for name, option in FIRST.items():
        found[name].append(option)
    for name, value, label, active, *_ in choices:
        if active:
            found[name].append((value, label))
    for name, option in LAST.items():
        found[name].append(option)
    return [{"name": name, "label": label, "blank": blank, "options": found[name]} for name, label, blank in FILTERS]
