"""What « Lisez-moi » says of the workbook of a review."""

from datetime import date

from app.exchanges.service import FICTITIOUS
from app.reviews.restitution import Reread, Source
from app.reviews.restitution_missing import missing_of
from app.reviews.restitution_opening import asked_of, opening_of, rules_of
from imports.export.sheets import Cover

FOLLOW = (
    "Suivre un chiffre",
    "Chaque score est une formule\u00a0: de Scores à Calcul, puis à Réponses, Poids et Grille. Changez une réponse "
    "dans une copie\u00a0: le score suit. Ne triez ni Réponses ni Calcul ni Scores\u00a0: les formules y lisent des "
    "lignes précises.",
)
WORDS = (
    "Voix, point de vue",
    "Une voix est une organisation ou une instance qui répond. Dans Calcul et Scores, «\u00a0répondants\u00a0» compte "
    "les voix et «\u00a0profils\u00a0» les points de vue.",
)
FOUR = (
    "SO, NSP, vide, 0",
    "Sans objet, ne sait pas, sans réponse, et le niveau zéro\u00a0: quatre choses différentes. La première sort du "
    "calcul, les deux suivantes réduisent la couverture.",
)


def cover_of(source: Source, own: Reread, author: str, today: date, *, fictitious: bool) -> Cover:
    facts = [
        ("Date", f"{today:%d/%m/%Y}"),
        ("Établi par", author),
        ("Programme", f"{source.programme} ({source.programme_code})"),
        ("Évaluation", f"{source.title}, {source.held_on:%d/%m/%Y}"),
        ("Phase", source.phase.label),
        ("Grille", source.grid.reference),
        ("Formule", source.formula),
        ("Source", "Back office du Fonds ODD 17"),
    ]
    scored = (FOLLOW, WORDS, FOUR) if own.axes else ()
    told = (
        ("En deux phrases", opening_of(own)),
        ("Ce qui a été demandé", " ".join(asked_of(source))),
        ("Ce qui manque", " ".join(missing_of(own)) or "Rien."),
        ("Qui lit quoi", " ".join(rules_of(own.least))),
    )
    return Cover(
        f"Évaluation de programme\u00a0: {source.title}", facts, FICTITIOUS if fictitious else "", told + scored
    )
