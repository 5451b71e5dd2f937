"""Where an organisation is, and why it may be the one that a file names."""

from dataclasses import dataclass

from app.partners.likeness import Named
from imports.places import Commune, Places, departement_of
from imports.records.entity import Values
from imports.words import folded

CLOSE_NAME, SAME_NAME = "Noms proches", "Même nom"
IN_FILE = "Noms proches, dans ce fichier"
HERE, NEAR, UNKNOWN = range(3)


@dataclass(frozen=True)
class Place:
    """Nothing is known of an organisation without commune."""

    commune_id: str = ""
    label: str = ""

    @classmethod
    def of(cls, values: Values, places: Places | None = None) -> "Place":
        """The name of the commune is looked for when there are places to look in."""
        commune_id = values.get("commune_id") or ""
        commune = places.of_id(commune_id) if places else None
        return cls(commune_id, commune.label if commune else "")

    @classmethod
    def at(cls, commune: Commune | None) -> "Place":
        return cls(commune.id, commune.label) if commune else cls()

    @property
    def code(self) -> str:
        return self.commune_id.removeprefix("commune-")

    @property
    def departement(self) -> str:
        return departement_of(self.code)

    @property
    def shown(self) -> str:
        return f"{self.label or self.code}, {self.departement}" if self.code else ""

    def distance(self, other: "Place") -> int | None:
        """None when both are known and far from each other."""
        if not self.commune_id or not other.commune_id:
            return UNKNOWN
        if self.commune_id == other.commune_id:
            return HERE
        return NEAR if self.departement == other.departement else None

    def named(self, number: int, name: str) -> Named:
        return Named(number, folded(name), self.commune_id, self.departement, folded(self.label))


def reason(likeness: str, here: Place, there: Place) -> str:
    """« Noms proches, même commune (Brest) »."""
    told = {
        HERE: f"même commune ({there.label or there.code})",
        NEAR: f"même département ({there.departement})",
        UNKNOWN: "commune non renseignée",
        None: f"autre département ({there.departement})",
    }
    return f"{likeness}, {told[here.distance(there)]}"
