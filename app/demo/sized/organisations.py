"""Organisations, found again from their number alone: nothing of a large portfolio is kept in memory."""

from functools import lru_cache
from random import Random
from typing import NamedTuple

from app.demo.sized.vocabulary import Commune, Vocabulary
from app.demo.sized.words import BODIES, NAMES, PROFILES

FUNDERS = ("Fondation Horizons partagés", "Caisse solidaire des territoires", "Mutuelle Alizé", "Fonds Rivages")
OWN = 2  # organisations that come with a project: its porteur, and one more
NEAR = 25  # the others come from the neighbouring projects
HUB_SHARE, HUBS_EVERY = 0.25, 50  # one project in four meets one of the few organisations that are in many


class Organisation(NamedTuple):
    number: int
    name: str
    profile: str
    commune: str | None

    @property
    def role(self) -> str:
        return BODIES[self.profile][1]


class Organisations:
    """Those of a portfolio of this size and seed."""

    def __init__(self, words: Vocabulary, projects: int, seed: int) -> None:
        self.words, self.projects, self.seed = words, projects, seed
        self.hubs = max(1, projects // HUBS_EVERY)
        self.numbered = lru_cache(maxsize=4_096)(self._numbered)

    @property
    def count(self) -> int:
        return len(FUNDERS) + OWN * self.projects + self.hubs

    def place(self, project: int) -> Commune:
        return self.words.communes[Random(self._key(project, 1)).randrange(len(self.words.communes))]  # noqa: S311

    def of(self, project: int, random: Random) -> list[Organisation]:
        """Two to seven, the porteur first; none twice."""
        own = [self._own(project, 0), self._own(project, 1)]
        for _ in range(1 + random.randrange(4)):
            near = min(max(1, project + random.randrange(-NEAR, NEAR + 1)), self.projects)
            if (number := self._own(near, random.randrange(OWN))) not in own:
                own.append(number)
        if random.random() < HUB_SHARE:
            own.append(len(FUNDERS) + OWN * self.projects + 1 + random.randrange(self.hubs))
        return [self.numbered(number) for number in own]

    def _own(self, project: int, place: int) -> int:
        return len(FUNDERS) + OWN * (project - 1) + place + 1

    def _numbered(self, number: int) -> Organisation:
        if number <= len(FUNDERS):
            return Organisation(number, f"{FUNDERS[number - 1]} (fictive)", "fondation", None)
        random = Random(self._key(number, 2))  # noqa: S311  (made up, the same every time)
        project = min((number - len(FUNDERS) - 1) // OWN + 1, self.projects)
        place, profile = self.place(project), PROFILES[random.randrange(len(PROFILES))]
        name = f"{BODIES[profile][0]} {random.choice(NAMES)}, {place.label}, n°\u00a0{number} (fictif)"
        return Organisation(number, name, profile, place.id)

    def _key(self, number: int, kind: int) -> int:
        return (self.seed << 40) + (kind << 36) + number
