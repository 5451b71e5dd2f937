"""What the lists of the network keep besides the projects chosen, as their address carries it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.choice import Choice
from app.network.ties import Pair, Standing
from app.network.view import Network

PAGE_SIZE = 50
BY_PROJECTS = "projets"
SEVERAL, ALONE = "plusieurs", "seules"
PRESENCES = ((SEVERAL, "dans plusieurs projets"), (ALONE, "sans lien"))


@dataclass(frozen=True, slots=True)
class TieChoice(Choice):
    """``profil`` and ``avec``: the two profiles, in any order; ``lien``: what the record tells of the arrival."""

    profil: str = ""
    avec: str = ""
    lien: str = ""

    def pairs(self, network: Network) -> list[Pair]:
        """In alphabetical order of the two names."""
        kept = (pair for pair in network.ties if self._keeps(network, pair))
        known = network.record.organisations
        return sorted(kept, key=lambda pair: [(known[n].sort_name, n) for n in network.sorted(pair)])

    def _keeps(self, network: Network, pair: Pair) -> bool:
        if self.lien and network.standings[pair] != self.lien:
            return False
        there = [network.record.organisations[number].profile for number in pair]
        if self.profil and self.avec:
            return sorted(there) == sorted((self.profil, self.avec))
        return (not self.profil and not self.avec) or (self.profil or self.avec) in there


@dataclass(frozen=True, slots=True)
class OrganisationChoice(Choice):
    """``entre`` and ``et``: two regions where it is met; ``tri``: « projets », the alphabet by default."""

    presence: str = ""
    profil: str = ""
    entre: str = ""
    et: str = ""
    tri: str = ""

    def organisations(self, network: Network) -> list[int]:
        known = network.record.organisations
        kept = [n for n in self._met(network) if not self.profil or known[n].profile == self.profil]
        if self.tri == BY_PROJECTS:
            kept.sort(key=lambda number: -len(network.places[number]))
        return kept

    def _met(self, network: Network) -> list[int]:
        if self.entre or self.et:
            two = frozenset(region for region in (self.entre, self.et) if region)
            return [n for n in network.sorted(network.places) if two <= _regions(network, n)]
        return {SEVERAL: network.several, ALONE: network.alone}.get(self.presence, network.sorted(network.places))


def _regions(network: Network, number: int) -> set[str]:
    return {network.region_of[project] for project in network.places[number]}


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list, counted from one."""

    rows: list[Any]
    total: int
    number: int

    @property
    def before(self) -> str:
        return str(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return str(self.number + 1) if self.number * PAGE_SIZE < self.total else ""


def page_of(rows: list[Any], query: Mapping[str, str]) -> Slice:
    """A number that does not read, or goes too far, gives a page that exists."""
    typed = query.get("page", "")
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(int(typed), last) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 7 else 1
    number = max(number, 1)
    return Slice(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(rows), number)


STANDINGS = tuple((one.value, one.label) for one in Standing)
