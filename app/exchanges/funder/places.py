"""Where the cells of an axis lie in « Calcul », and the words its formulas write."""

from dataclasses import dataclass

from app.exchanges.funder.version import Version
from evaluation import Axis, Status

APART = "\x1f"
"""Between the formulas of one row, filled in together."""
NOT_APPLICABLE = "SO"
NEARLY = "1E-9"
PUBLISHED, PROVISIONAL = Status.PUBLISHED.label, Status.PROVISIONAL.label
INSUFFICIENT, NOT_SUITED = Status.INSUFFICIENT.label, Status.NOT_SUITED.label


@dataclass(frozen=True)
class Places:
    """Letters of the cells of an axis in « Calcul »."""

    criteria: tuple[str, ...]
    mean: str
    not_applicable: str
    valued: str
    evidence: str
    share: str
    coverage: str
    respondents: str
    profiles: str
    status: str
    confidence: str
    score: str


def places_of(version: Version, axis: Axis) -> Places:
    at, label = version.steps.letters, version.label(axis.code)
    beside = ("moyenne", "sans objet", "avec niveau", "preuves", "part sans objet", "couverture", "répondants",
              "profils", "statut", "confiance", "score")  # fmt: skip
    return Places(
        tuple(at[f"Critère {own.code}"] for own in axis.criteria), *(at[f"{label} – {what}"] for what in beside)
    )


def across(letters: tuple[str, ...], row: str) -> str:
    first, last = letters[0], letters[-1]
    return f"{first}{row}" if first == last else f"{first}{row}:{last}{row}"
