"""The thresholds of a grid as people name them, and how their values are written."""

from decimal import Decimal
from typing import NamedTuple

from evaluation import Grid

NBSP = "\u00a0"
STATUSES = (("proposition", "Proposition"), ("adoptée", "Adoptée par le Fonds"))


class Threshold(NamedTuple):
    """`kind`: share (shown in %), points, whole or number."""

    part: str
    key: str
    label: str
    kind: str
    hint: str = ""


class Part(NamedTuple):
    key: str
    title: str
    purpose: str


PARTS = (
    Part("publication", "Publication", "À partir de quand un score se montre, et à quel point il est sûr."),
    Part(
        "dialogue",
        "Dialogue et évolution",
        "Quand un écart devient un point de dialogue, et une différence une évolution.",
    ),
    Part("regions", "Régions", "Comment le score d’une région peut se lire."),
    Part("confidentiality", "Confidentialité", "Ce qui peut sortir de l’alliance."),
)
THRESHOLDS = (
    Threshold("publication", "criterion_min_valued", "Part à renseigner pour noter un critère", "share",
              "La changer rend les scores d’avant non comparables\u00a0: ils ne se calculent plus de la même façon."),
    Threshold("publication", "published_coverage", "Couverture d’un score publié", "share"),
    Threshold("publication", "provisional_coverage", "Couverture d’un score provisoire", "share"),
    Threshold("publication", "min_respondents", "Répondants d’un score publié", "whole"),
    Threshold("publication", "min_profiles", "Profils d’un score publié", "whole"),
    Threshold("publication", "max_not_applicable", "Part de «\u00a0sans objet\u00a0» d’un axe peu adapté", "share"),
    Threshold("publication", "high_confidence_coverage", "Couverture de la confiance A", "share"),
    Threshold("publication", "high_confidence_respondents", "Répondants de la confiance B", "whole"),
    Threshold("publication", "high_confidence_profiles", "Profils de la confiance A", "whole"),
    Threshold("publication", "high_confidence_evidence", "Niveau moyen de preuve de la confiance A", "number",
              "0 déclaré, 1 documenté, 2 mesuré."),
    Threshold("dialogue", "question_gap_levels", "Écart entre réponses à une question, en niveaux", "whole"),
    Threshold("dialogue", "criterion_gap_points", "Écart entre scores d’un critère, en points", "number"),
    Threshold("dialogue", "dead_band_points", "Évolution en dessous de laquelle c’est stable, en points", "number"),
    Threshold("dialogue", "min_paired", "Partenaires appariés pour donner une évolution", "whole"),
    Threshold("regions", "detail_max", "Lecture indicative, jusqu’à combien de projets", "whole"),
    Threshold("regions", "fragile_max", "Lecture fragile, jusqu’à combien de projets", "whole"),
    Threshold("regions", "stabilisation_weight", "Projets fictifs de la moyenne stabilisée", "number"),
    Threshold("confidentiality", "min_respondents_per_profile", "Répondants d’un profil montré au dehors", "whole",
              "Au moins 2\u00a0: le regard d’un profil rencontré une fois est celui d’un partenaire."),
)  # fmt: skip


def thresholds_of(part: str) -> list[Threshold]:
    return [own for own in THRESHOLDS if own.part == part]


def raw_value(grid: Grid, threshold: Threshold) -> float:
    found: float = getattr(getattr(grid, threshold.part), threshold.key)
    return found


def typed_value(grid: Grid, threshold: Threshold) -> Decimal:
    """As its field shows it: a share in per cent."""
    value = Decimal(str(raw_value(grid, threshold)))
    return plain(value * 100 if threshold.kind == "share" else value)


def shown_value(grid: Grid, threshold: Threshold) -> str:
    unit = f"{NBSP}%" if threshold.kind == "share" else ""
    return number_words(typed_value(grid, threshold)) + unit


def plain(value: Decimal) -> Decimal:
    """Without the zeros that say nothing: 60, 0,6."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def weight_of(value: Decimal | int) -> float:
    """A whole number stays whole in the file."""
    return int(value) if value == int(value) else float(value)


def number_words(value: float | Decimal) -> str:
    return f"{plain(Decimal(str(value))):f}".replace(".", ",")
