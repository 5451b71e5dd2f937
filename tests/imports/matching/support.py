"""Organisations recorded by hand, and names of a file matched with them."""

from typing import Any

from imports.matching.matcher import Matcher
from imports.matching.memory import Memory
from imports.places import Commune, Places
from imports.records.entity import Entity, Records

BREST = Commune("29019", "Brest", "29")
QUIMPER = Commune("29232", "Quimper", "29")
RENNES = Commune("35238", "Rennes", "35")
NAMESAKES = (Commune("93066", "Saint-Denis", "93"), Commune("97411", "Saint-Denis", "974"))
PLACES = Places.of(BREST, QUIMPER, RENNES, *NAMESAKES)


def organisation(number: Any, name: str, commune: Commune | None = None, **values: Any) -> Entity:
    own = {"name": name, "profile_code": "association", "commune_id": commune.id if commune else None}
    return Entity("organisation", number, {"siren": None, "siret": None, "rna": None, **own, **values}, 1)


def matcher(*recorded: Entity, memory: Memory | None = None) -> Matcher:
    return Matcher(Records(recorded), memory, PLACES)
