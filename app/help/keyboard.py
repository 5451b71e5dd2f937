"""The keyboard map: what each key does and where."""

from typing import NamedTuple

from app.web.sections import LETTERS


class Key(NamedTuple):
    """`keys`: those pressed one after the other, or together when joined by « + »."""

    keys: tuple[str, ...]
    does: str


class Place(NamedTuple):
    title: str
    note: str
    keys: tuple[Key, ...]


ALONE = (Key(("/",), "Chercher partout"), Key(("?",), "Ouvrir cette page"))
EVERYWHERE = (
    Key(("Ctrl+S",), "Enregistrer le formulaire ouvert"),
    Key(("Échap",), "Fermer un menu ou une liste de propositions"),
    Key(("Tab", "Entrée"), "Sur «\u00a0Aller au contenu\u00a0»\u202f: passer l’en-tête"),
)
LISTS = (
    Key(("↓", "↑"), "Passer d’une proposition à l’autre"),
    Key(("Entrée",), "Choisir la proposition"),
    Key(("Échap",), "Refermer les propositions sans rien choisir"),
)
GRID = (
    Key(("0", "1", "2", "3", "4"), "Répondre de «\u00a0Pas du tout\u00a0» à «\u00a0Très fort\u00a0»"),
    Key(("x",), "Sans objet"),
    Key(("?",), "Ne sait pas"),
    Key(("↓", "↑"), "Question suivante, question précédente"),
    Key(("c",), "Écrire un commentaire"),
    Key(("p",), "Dire sur quoi la réponse s’appuie"),
    Key(("Suppr",), "Effacer la réponse"),
)


def go_keys() -> tuple[Key, ...]:
    return tuple(Key(("g", letter), f"Aller à {label}") for label, letter in LETTERS.items())


def keyboard_map() -> tuple[Place, ...]:
    return (
        Place("Une touche suffit", "Hors d’un champ de saisie. Vous pouvez les éteindre.", (*ALONE, *go_keys())),
        Place("Partout", "", EVERYWHERE),
        Place("Dans une liste de propositions", "Recherche, organisations, lieux.", LISTS),
        Place("Dans une grille d’évaluation", "Sur la question en cours.", GRID),
    )
