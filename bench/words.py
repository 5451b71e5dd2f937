"""What the invented portfolio is made of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Vocabulary:
    """Codes of the lists of the database, in their order."""

    regions: list[str]
    profiles: list[str]
    roles: list[str]
    phases: list[str]
    categories: list[str]
    domains: list[str]
    goals: list[str]
    milestone_kinds: list[str]
    communes: list[tuple[Any, ...]]
    grid: str


ACTIONS = (
    "Réemploi solidaire", "Mobilité partagée", "Alimentation durable", "Accueil des aidants", "Jardins nourriciers",
    "École ouverte", "Énergie citoyenne", "Tiers-lieu numérique", "Santé de proximité", "Habitat participatif",
    "Filière textile", "Eau et rivières", "Insertion par le sport", "Culture et lien social", "Forêt commune",
)  # fmt: skip
PLACES = (
    "en vallée", "au cœur du bourg", "des quartiers nord", "du littoral", "de l’agglomération", "en montagne",
    "des deux rives", "du bassin minier", "de l’île", "du pays voisin",
)  # fmt: skip
BODIES = ("Association", "Coopérative", "Fondation", "Communauté de communes", "Entreprise", "Université", "Collectif")
NAMES = ("des Tilleuls", "du Grand Large", "Élan", "Horizon", "des Passerelles", "Racines", "Nouvelle Rive", "Agir")
PURPOSES = ("Amorçage de l’alliance", "Changement d’échelle", "Ingénierie et animation", "Équipement partagé")
MILESTONES = (
    "Charte de partenariat signée", "Premier comité de pilotage", "Bilan à mi-parcours", "Restitution aux partenaires",
    "Rapport remis", "Formation des bénévoles", "Ouverture du lieu",
)  # fmt: skip
STATUSES = ("repere", "instruction", "valide", "conventionne", "en_cours", "en_cours", "en_cours", "termine",
            "capitalise", "abandonne")  # fmt: skip
