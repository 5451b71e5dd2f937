"""The columns that the list of projects may show. The project itself always comes first and is not one of them."""

from collections.abc import Mapping
from typing import NamedTuple


class Column(NamedTuple):
    """`kind` says how its cells are drawn; `group`, which part of the figures it needs; `sort`, the order of its head.

    Scores have no order: projects are never ranked.
    """

    name: str
    label: str
    kind: str = "text"
    group: str = ""
    sort: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in ("money", "count", "ratio")


CATALOGUE: tuple[Column, ...] = (
    Column("porteur-region", "Porteur et région", "leader"),
    Column("statut", "Statut", "status"),
    Column("engage", "Engagé", "money", sort="montant"),
    Column("verse", "Versé", "money"),
    Column("du", "Dû", "money"),
    Column("echeance", "Échéance", "date", sort="echeance"),
    Column("suivi", "À suivre", "watch"),
    Column("code", "Code", sort="code"),
    Column("porteur", "Porteur", "organisation"),
    Column("region", "Région"),
    Column("lieu", "Lieu"),
    Column("programme", "Programme", group="labels"),
    Column("referent", "Référent", group="labels"),
    Column("phase", "Phase", group="labels"),
    Column("categorie", "Catégorie", group="labels"),
    Column("mode", "Mode de partenariat", group="labels"),
    Column("echelon", "Échelon", group="labels"),
    Column("domaines", "Domaines", group="domains"),
    Column("debut", "Début", "date", sort="debut"),
    Column("fin", "Fin", "date", group="labels"),
    Column("charte", "Charte", "charter", group="labels"),
    Column("reste", "Reste à verser", "money"),
    Column("cofinance", "Cofinancements", "money", group="leverage"),
    Column("levier", "Effet de levier", "ratio", group="leverage"),
    Column("jalon", "Prochain jalon", "milestone", group="milestone"),
    Column("jalons-retard", "Jalons en retard", "count"),
    Column("tranches-dues", "Tranches dues", "count"),
    Column("partenaires", "Partenaires", "count", group="partners"),
    Column("reponses", "Réponses reçues", "answers"),
    Column("publication", "Dernier résultat publié", "published", group="scores"),
    Column("scores", "Scores publiés", "scores", group="scores"),
    Column("modifie", "Fiche modifiée", "date", group="labels"),
)
BY_NAME = {column.name: column for column in CATALOGUE}
USUAL = ("porteur-region", "statut", "engage", "verse", "du", "echeance", "suivi")
SEPARATOR = "."


class Columns(NamedTuple):
    """In the address: `colonnes=statut.engage`, in the order shown. Never empty."""

    names: tuple[str, ...] = USUAL

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Columns":
        asked = dict.fromkeys(query.get("colonnes", "").split(SEPARATOR))
        known = tuple(name for name in asked if name in BY_NAME)
        return cls(known or USUAL)

    @property
    def shown(self) -> tuple[Column, ...]:
        return tuple(BY_NAME[name] for name in self.names)

    @property
    def others(self) -> tuple[Column, ...]:
        return tuple(column for column in CATALOGUE if column.name not in self.names)

    @property
    def address(self) -> str:
        """Empty for the usual columns, to keep addresses short."""
        return "" if self.names == USUAL else SEPARATOR.join(self.names)

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.group for column in self.shown if column.group))

    def adding(self, name: str) -> "Columns":
        return Columns((*self.names, name))

    def without(self, name: str) -> "Columns":
        return Columns(tuple(each for each in self.names if each != name) or USUAL)

    def moved(self, name: str, by: int) -> "Columns":
        """One place towards the start (-1) or the end (+1)."""
        names = [each for each in self.names if each != name]
        names.insert(min(max(self.names.index(name) + by, 0), len(names)), name)
        return Columns(tuple(names))
