"""Columns of what is measured and evaluated."""

from imports.export.funder.money import CODE
from imports.export.sheets import Column, Kind

INDICATORS = (
    CODE,
    Column("Indicateur", Kind.LONG),
    Column("Unité", Kind.TEXT, width=14),
    Column("Départ", Kind.NUMBER, "Compte pour 0 quand il n’est pas donné."),
    Column("Cible", Kind.NUMBER),
    Column("Échéance", Kind.DATE),
    Column("Mesure", Kind.NUMBER, "La dernière à la date du classeur."),
    Column("Mesuré le", Kind.DATE),
    Column("Preuve", Kind.TEXT, "Déclaré, documenté ou mesuré.", width=14),
    Column("Utilisable", Kind.TEXT, "Oui quand la cible existe et diffère du départ.", width=11),
    Column("Taux", Kind.PERCENT, "(mesure − départ) / (cible − départ), jamais rogné."),
    Column("Taux retenu", Kind.SCORE, "Le même, ramené entre 0 et 100\u00a0: ce que l’atteinte moyenne."),
)
REGIONS = (
    Column("Moment", Kind.TEXT, width=12),
    Column("Axe", Kind.TEXT),
    Column("Région", Kind.TEXT, "«\u00a0Ensemble\u00a0» réunit tous les projets du classeur."),
    Column("Projets financés", Kind.COUNT, width=15),
    Column("Projets évalués", Kind.COUNT, "Projets dont l’axe est publié à ce moment.", width=15),
    Column("Lecture", Kind.TEXT, "Indicatif, fragile ou établi, selon le nombre de projets évalués.", width=18),
    Column("Minimum", Kind.SCORE),
    Column("Médiane", Kind.SCORE),
    Column("Maximum", Kind.SCORE),
    Column("Moyenne", Kind.SCORE, "Chaque projet pèse autant."),
    Column("Moyenne par montants", Kind.SCORE, "Chaque projet pèse son montant engagé.", width=19),
    Column(
        "Moyenne stabilisée",
        Kind.SCORE,
        "Rapprochée de la moyenne d’ensemble quand les projets sont peu nombreux.",
        width=17,
    ),
    Column("Grille", Kind.CODE, "La plus récente parmi les campagnes de ce moment.", width=30),
    Column(
        "Laissés de côté",
        Kind.COUNT,
        "Projets évalués avec une autre version de la grille, où l’axe ne se compare pas.",
        width=15,
    ),
)
REGION_SCORES = (
    Column("Moment", Kind.TEXT, width=12),
    Column("Axe", Kind.TEXT),
    Column("Région", Kind.TEXT),
    CODE,
    Column("Score", Kind.SCORE),
    Column("Engagé", Kind.MONEY),
)
