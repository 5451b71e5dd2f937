"""One score of a case: its figure when it is published and may leave, and always its words."""

from typing import Any

from app.exchanges.scores import figures_outside, label_of
from app.models import AxisResult
from app.restitution.disclosure import least_of
from app.results.words import share
from app.wording import typeset
from evaluation import Grid, Status

Json = dict[str, Any]
CONFIDENCE = {
    "A": "confiance\u00a0A, la plus haute",
    "B": "confiance\u00a0B, assez de répondants",
    "C": "confiance\u00a0C, peu de répondants",
}
MATURITY = {
    "initial": "avant le projet",
    "attendu": "espéré avant le projet",
    "signal": "signal, trop tôt pour conclure",
    "constat": "constat, avec assez de recul",
}
PROVISIONAL = "provisoire\u00a0: pas assez de réponses pour publier un chiffre"
KEPT_INSIDE = "le score reste dans l’alliance, faute d’assez de répondants pour qu’il ne montre personne"


def score_json(grid: Grid, axis: AxisResult) -> Json:
    score = told_score(grid, axis)
    status = Status(axis.status)
    return {
        "code": axis.axis,
        "label": typeset(label_of(grid, axis.axis)),
        "is_index": axis.is_index,
        "score": score,
        "status": {"code": status.value, "label": status.label},
        "confidence": axis.confidence,
        "maturity": axis.maturity,
        "coverage": axis.coverage,
        "respondents": axis.respondents,
        "profiles": axis.profiles,
        "words": _words(axis, status, score),
    }


def told_score(grid: Grid, axis: AxisResult) -> float | None:
    """As it may leave, and only when it is published: a provisional score is for those who work on it."""
    return figures_outside(axis, least_of(grid)).score if axis.status == Status.PUBLISHED else None


def _words(axis: AxisResult, status: Status, score: float | None) -> str:
    """« publié · confiance B, assez de répondants · signal, trop tôt pour conclure · 83,3 % renseigné »."""
    if status is not Status.PUBLISHED:
        return PROVISIONAL if status is Status.PROVISIONAL else status.label.lower()
    parts = [status.label.lower()]
    if axis.confidence:
        parts.append(CONFIDENCE.get(axis.confidence, axis.confidence))
    if axis.maturity:
        parts.append(MATURITY[axis.maturity])
    if axis.coverage is not None:
        parts.append(f"{share(axis.coverage)} renseigné")
    return " · ".join([*parts, *([KEPT_INSIDE] if score is None else [])])
