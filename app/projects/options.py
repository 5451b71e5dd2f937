"""Everything a filter of the portfolio proposes, for the list and for the export."""

from app.models import ProjectStatus
from app.projects.choices import Choice
from app.projects.figures import WATCHED_LABELS
from app.projects.filters import INTERREGIONAL

Options = dict[str, list[Choice]]


def all_options(choices: Options) -> Options:
    return choices | {
        "statut": [Choice("statut", status.value, status.label, True) for status in ProjectStatus],
        "suivi": [Choice("suivi", value, label, True) for value, label in WATCHED_LABELS.items()],
        "region": [*choices["region"], Choice("region", INTERREGIONAL, "Interrégional ou national", True)],
    }
