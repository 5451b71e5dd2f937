"""The sheets of the workbook of a programme’s evaluation: its own, and those of a project’s under other names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from imports.export.funder.evaluated import INDICATORS
from imports.export.portfolio import SCORES as PROJECT_SCORES
from imports.export.sheets import Column, Kind

NAMES = {
    "Code du projet": "Programme",
    "Moment": "Phase",
    "Date de la campagne": "Date",
    "Répondant": "Voix",
}
"""What a project’s column is called here. Formulas find the others by their names: they keep them."""
HELPS = {
    "Voix": "Numérotée de nouveau dans chaque fichier, au hasard.",
    "Groupe": "Le point de vue quand assez de voix y parlent, sinon une lettre tirée au hasard.",
    "Répondants": "Voix dont l’axe est noté.",
    "Profils": "Points de vue parmi elles.",
}


def named(columns: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(_named(column) for column in columns)


def _named(column: Column) -> Column:
    header = NAMES.get(column.header, column.header)
    return replace(column, header=header, help=HELPS.get(header, column.help))


SCORES = named(PROJECT_SCORES)
VIEWPOINTS = (
    Column("Point de vue", Kind.TEXT),
    Column("Voix invitées", Kind.COUNT, total=True),
    Column("Ont répondu", Kind.COUNT, "Un niveau, un récit ou un compte au moins.", total=True),
)
WORDS = (
    Column("Nature", Kind.TEXT, "Récit, ou commentaire d’une réponse.", width=14),
    Column("Code", Kind.CODE, width=8),
    Column("Question", Kind.LONG),
    Column("Parole", Kind.LONG, "Citée parce que son auteur l’a accepté.", width=80),
    Column("Point de vue", Kind.TEXT, "Vide quand le dire désignerait une voix."),
)
COUNTS = (
    Column("Compte", Kind.LONG),
    Column("Unité", Kind.TEXT, width=14),
    Column("Comment compter", Kind.LONG),
    Column("Point de vue", Kind.TEXT, "Vide quand le dire désignerait une voix."),
    Column("Du", Kind.NUMBER, "Sans total\u00a0: deux façons de compter ne s’additionnent pas."),
    Column("Au", Kind.NUMBER, "Le même que «\u00a0Du\u00a0» quand la voix donne une seule valeur."),
    Column("Sans valeur", Kind.TEXT, "Sans objet, ou ne sait pas.", width=14),
    Column("Preuve", Kind.TEXT, "Déclaré, documenté ou mesuré.", width=14),
    Column("Source", Kind.LONG, "Vide quand son auteur la garde dans l’évaluation."),
)
FIGURES = (
    *(column for column in INDICATORS if column.header not in ("Code du projet", "Échéance")),
    Column("Source", Kind.LONG),
)
PROOFS = (
    Column("Preuve", Kind.LONG),
    Column("Valeur", Kind.CODE, "Empreinte SHA-256, ou ce que dit la ligne.", width=70),
)
SHEETS: dict[str, tuple[str, Sequence[Column], str]] = {
    "Points de vue": ("Points_de_vue", VIEWPOINTS, "Qui a été invité à parler, et qui l’a fait."),
    "Scores": ("Scores", SCORES, "Par axe\u00a0: le score, et combien il est sûr. Chaque chiffre lit Calcul."),
    "Paroles": ("Paroles", WORDS, "Récits et commentaires que leurs auteurs acceptent de voir cités."),
    "Comptes": ("Comptes", COUNTS, "Ce que chaque voix a compté, avec sa source. Jamais additionné."),
    "Repères chiffrés": ("Reperes", FIGURES, "Les chiffres du programme et le chemin parcouru vers leur cible."),
    "Preuves": ("Preuves", PROOFS, "D’où viennent ces chiffres."),
}
