"""The editable lists as people name them, by their place in the address."""

from typing import NamedTuple


class ListName(NamedTuple):
    title: str
    purpose: str


NAMES: dict[str, ListName] = {
    "profils": ListName("Profils d’acteurs", "Ce qu’est une organisation. Chaque profil a ses mots dans la grille."),
    "roles": ListName("Rôles", "Ce que fait une organisation dans un projet."),
    "categories": ListName("Catégories de partenariat", "Les grandes familles de partenariat."),
    "modes": ListName("Modes de partenariat", "Chaque mode appartient à une catégorie."),
    "objectifs": ListName("Objectifs communs", "Ce que l’alliance cherche ensemble."),
    "phases": ListName("Phases d’innovation", "Où en est l’innovation portée par le projet."),
    "ingenieries": ListName("Ingénieries", "Le genre d’ingénierie que le projet demande."),
    "domaines": ListName("Domaines", "Les sujets dont traitent les projets."),
    "odd": ListName("Objectifs de développement durable", "Les dix-sept objectifs, et des cibles du dix-septième."),
    "echelons": ListName("Échelons", "L’étendue du territoire d’un projet."),
    "jalons": ListName("Genres de jalons", "Les étapes habituelles du fonds, dans leur ordre."),
    "piliers": ListName("Piliers de valorisation", "Les livrables de clôture."),
}

# The program itself looks for these: they may be renamed, never retired.
KEPT = {("roles", "porteur")}
