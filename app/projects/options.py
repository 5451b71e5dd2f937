"""Everything a filter of the portfolio proposes, for the list and for the export."""

from app.models import ProjectStatus
from app.projects.choices import Choice
from app.projects.evaluated import EVALUATED_LABELS, FUNDED, FUNDED_LABEL
from app.projects.figures import WATCHED_LABELS
from app.projects.filters import INTERREGIONAL, NOBODY

Options = dict[str, list[Choice]]
NONE_LABELS = {
    "programme": "Sans programme",
    "phase": "Phase non renseignée",
    "categorie": "Catégorie non renseignée",
}


def all_options(choices: Options) -> Options:
    none = {name: [*choices[name], Choice(name, NOBODY, label, True)] for name, label in NONE_LABELS.items()}
    statuses = [(status.value, status.label) for status in ProjectStatus]
    return (
        choices
        | none
        | {
            "statut": [Choice("statut", value, label, True) for value, label in [*statuses, (FUNDED, FUNDED_LABEL)]],
            "suivi": [Choice("suivi", value, label, True) for value, label in WATCHED_LABELS.items()],
            "region": [*choices["region"], Choice("region", INTERREGIONAL, "Interrégional ou national", True)],
            "evaluation": [Choice("evaluation", value, label, True) for value, label in EVALUATED_LABELS.items()],
            "referent": [Choice("referent", NOBODY, "Sans référent", True), *choices["referent"]],
        }
    )
