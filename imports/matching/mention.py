"""An organisation as a row names it, and the keys under which the recorded ones are found."""

from dataclasses import dataclass
from functools import cached_property

from imports.places import Commune
from imports.records.entity import Values
from imports.words import folded

TABLE = "organisation"


@dataclass(frozen=True)
class Mention:
    """`count` is how many times the file names it so; `sheet` and `cell` are where it does first."""

    name: str
    siren: str | None = None
    siret: str | None = None
    rna: str | None = None
    commune: Commune | None = None
    sheet: str = ""
    cell: str = ""
    count: int = 1

    @cached_property
    def key(self) -> str:
        return folded(self.name)

    @cached_property
    def values(self) -> Values:
        numbers = {"siren": self.siren, "siret": self.siret, "rna": self.rna}
        return {"name": self.name, "commune_id": self.commune.id if self.commune else None, **numbers}


def by_siret(values: Values) -> str | None:
    return values.get("siret")


def by_siren(values: Values) -> str | None:
    """Its own, or that of its establishment."""
    siret = values.get("siret")
    return values.get("siren") or (siret[:9] if siret else None)


def by_rna(values: Values) -> str | None:
    """« W751212517 » typed without its letter is the same number."""
    rna = values.get("rna")
    return rna.removeprefix("W") if rna else None


def by_name(values: Values) -> str:
    return folded(values["name"])


def may_be_same(one: Values, other: Values) -> bool:
    """Two different SIRENs, or two RNAs, are two organisations whatever their names."""
    return not any(_differ(read(one), read(other)) for read in (by_siren, by_rna))


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
