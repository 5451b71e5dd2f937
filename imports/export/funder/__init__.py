"""The sheets of the funder workbook: their columns, those that formulas need, and their help."""

from collections.abc import Sequence
from dataclasses import dataclass

from imports.export.funder.added import ADDED_VALUES, COORDINATION, METHOD_TOTALS
from imports.export.funder.evaluated import INDICATORS, REGION_SCORES, REGIONS
from imports.export.funder.followed import MILESTONES, PROJECTS
from imports.export.funder.money import FINANCING, FUNDERS, OPERATIONS
from imports.export.funder.proofs import GRID, PROOFS
from imports.export.portfolio import SCORES
from imports.export.sheets import Column

__all__ = ["SHEETS", "SheetSpec"]


@dataclass(frozen=True)
class SheetSpec:
    """`pinned`: the headers that formulas of the file read, kept whatever was asked; `needs`: the sheets they read."""

    title: str
    table: str
    columns: Sequence[Column]
    help: str
    pinned: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()


SHEETS = {
    spec.title: spec
    for spec in (
        SheetSpec(
            "Financements",
            "Financements",
            FINANCING,
            "Un projet par ligne\u00a0: ce qui est engagé, par qui, versé, dû, et ce que les autres apportent.",
            frozenset(column.header for column in FINANCING if column.header != "Intitulé"),
            ("Opérations",),
        ),
        SheetSpec(
            "Financeurs",
            "Financeurs",
            FUNDERS,
            "Un financeur par ligne\u00a0: la part des investissements que couvre son argent.",
            frozenset({"Financeur", "Affecté"}),
            ("Opérations", "Financements"),
        ),
        SheetSpec(
            "Opérations",
            "Operations",
            OPERATIONS,
            "L’argent, ligne à ligne\u00a0: ce dont les deux feuilles précédentes sont les sommes.",
            frozenset(column.header for column in OPERATIONS),
        ),
        SheetSpec(
            "Projets",
            "Projets",
            PROJECTS,
            "Un projet par ligne, avec ses jalons et ses indicateurs.",
            frozenset(
                {"Code du projet", "Statut", "Région", "Jalons faits", "Jalons en retard", "Compté ex ante",
                 "Compté in itinere", "Compté ex post"}
            ),
            ("Financements", "Jalons", "Indicateurs"),
        ),
        SheetSpec(
            "Jalons",
            "Jalons",
            MILESTONES,
            "Ce qui est promis et ce qui est fait.",
            frozenset({"Code du projet", "État"}),
        ),
        SheetSpec(
            "Indicateurs",
            "Indicateurs",
            INDICATORS,
            "Les indicateurs propres à chaque projet, et le chemin parcouru vers leur cible.",
            frozenset({"Code du projet", "Départ", "Cible", "Mesure", "Utilisable", "Taux", "Taux retenu"}),
        ),
        SheetSpec(
            "Valeurs ajoutées",
            "Valeurs_ajoutees",
            ADDED_VALUES,
            "Ce que chaque alliance dit avoir gagné, en fourchettes, par méthode.",
            frozenset({"Code du projet", "Code de la méthode", "Années", "Bas", "Haut"}),
            ("Coordination",),
        ),
        SheetSpec(
            "Valeurs par méthode",
            "Valeurs_par_methode",
            METHOD_TOTALS,
            "Une somme par méthode et par années, bornes à part. Aucune au-dessus : deux méthodes ne comptent pas la "
            "même chose.",
            frozenset({"Code de la méthode", "Années"}),
            ("Valeurs ajoutées",),
        ),
        SheetSpec(
            "Coordination",
            "Coordination",
            COORDINATION,
            "Le temps que se coordonner a demandé, dit par ceux qui l’ont passé. À lire à côté des valeurs ajoutées.",
            frozenset({"Code du projet", "Jours", "Coût d’une journée"}),
        ),
        SheetSpec(
            "Scores",
            "Scores",
            SCORES,
            "Par campagne publiée, lecture et axe\u00a0: le score, et combien il est sûr.",
            frozenset({"Code du projet", "Score"}),
            ("Calcul",),
        ),
        SheetSpec(
            "Régions",
            "Regions",
            REGIONS,
            "Par moment, axe et région. Aucune n’est classée.",
            frozenset({"Moment", "Région", "Projets financés", "Projets évalués", "Médiane", "Moyenne"}),
            ("Scores par région", "Projets", "Grille"),
        ),
        SheetSpec(
            "Scores par région",
            "Scores_par_region",
            REGION_SCORES,
            "Les scores publiés que chaque région réunit, projet par projet.",
            frozenset({"Moment", "Score", "Engagé"}),
            ("Scores", "Financements"),
        ),
        SheetSpec("Réponses", "Reponses", (), "Les réponses publiées, par répondant numéroté.", needs=("Grille",)),
        SheetSpec("Calcul", "Calcul", (), "Des réponses aux scores, pas à pas.", needs=("Réponses", "Grille", "Poids")),
        SheetSpec("Poids", "Poids", (), "Les poids de la grille, couchés pour le calcul.", needs=("Grille",)),
        SheetSpec(
            "Grille",
            "Grille",
            GRID,
            "L’échelle, les seuils, les critères, les questions et leurs poids.",
            frozenset(column.header for column in GRID),
        ),
        SheetSpec(
            "Preuves",
            "Preuves",
            PROOFS,
            "D’où viennent ces chiffres, et leur empreinte.",
            frozenset(column.header for column in PROOFS),
        ),
    )
}  # fmt: skip
