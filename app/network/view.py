"""The network of the projects chosen: what its pages count and list."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from app.network.queries import Joint, Member, Record
from app.network.ties import (
    Bridge,
    Meeting,
    Pair,
    Standing,
    Ties,
    bridges,
    first_meeting,
    neighbours,
    projects_by_organisation,
    shared_organisations,
    standing,
    ties_of,
    within,
)
from app.projects.filters import INTERREGIONAL


@dataclass(frozen=True, slots=True)
class Tie:
    """Two organisations, in alphabetical order, and where they met. ``first``: on the whole record."""

    one: Member
    other: Member
    projects: tuple[Joint, ...]
    first: Meeting
    first_project: Joint
    standing: Standing


@dataclass(frozen=True, slots=True)
class Presence:
    """An organisation: its projects, the regions where it is met, the profiles and the organisations it met there."""

    member: Member
    profile: str
    projects: tuple[Joint, ...]
    regions: tuple[str, ...]
    profiles: tuple[str, ...]
    neighbours: int


@dataclass(frozen=True)
class Network:
    """``kept``: the numbers of the projects chosen. What came first is read on the whole record."""

    record: Record
    kept: frozenset[int]

    @cached_property
    def whole(self) -> Ties:
        return ties_of(self.record.memberships)

    @cached_property
    def ties(self) -> Ties:
        return self.whole if self.kept >= self.record.projects.keys() else within(self.whole, self.kept)

    @cached_property
    def places(self) -> dict[int, frozenset[int]]:
        return projects_by_organisation(m for m in self.record.memberships if m.project_id in self.kept)

    @cached_property
    def around(self) -> dict[int, frozenset[int]]:
        return neighbours(self.ties)

    @cached_property
    def standings(self) -> dict[Pair, Standing]:
        decisions = self.record.decisions
        return {pair: standing(self.whole[pair], decisions) for pair in self.ties}

    @cached_property
    def counts(self) -> dict[str, int]:
        """Ties by standing."""
        found = Counter(self.standings.values())
        return {one.value: found[one] for one in Standing}

    @cached_property
    def bridges(self) -> dict[tuple[str, str], Bridge]:
        return bridges(self.ties, {number: member.profile for number, member in self.record.organisations.items()})

    @cached_property
    def links(self) -> dict[frozenset[str], frozenset[int]]:
        """By two regions, the organisations met in both; an interregional project is a place of its own."""
        return shared_organisations(self.places, self.region_of)

    @cached_property
    def region_of(self) -> dict[int, str]:
        return {number: project.region for number, project in self.record.projects.items()}

    @cached_property
    def projects_in(self) -> dict[str, int]:
        """How many of the projects chosen, by region that has some, in the order of the map."""
        counts = dict.fromkeys(self.record.regions, 0)
        for number in self.kept:
            counts[self.region_of[number]] += 1
        return {region: count for region, count in counts.items() if count}

    @cached_property
    def isolated_regions(self) -> list[str]:
        """Regions with projects, none of whose organisations is met elsewhere."""
        linked = frozenset().union(*self.links)
        return [region for region in self.projects_in if region not in linked and region != INTERREGIONAL]

    @cached_property
    def several(self) -> list[int]:
        return self.sorted(number for number, projects in self.places.items() if len(projects) > 1)

    @cached_property
    def alone(self) -> list[int]:
        return self.sorted(number for number in self.places if number not in self.around)

    def sorted(self, numbers: Iterable[int]) -> list[int]:
        known = self.record.organisations
        return sorted(numbers, key=lambda number: (known[number].sort_name, number))

    def joints(self, projects: Collection[int]) -> tuple[Joint, ...]:
        return tuple(sorted((self.record.projects[number] for number in projects), key=lambda project: project.code))

    def tie(self, pair: Pair) -> Tie:
        one, other = (self.record.organisations[number] for number in self.sorted(pair))
        first = first_meeting(self.whole[pair])
        projects = self.joints([meeting.project_id for meeting in self.ties[pair]])
        return Tie(one, other, projects, first, self.record.projects[first.project_id], self.standings[pair])

    def ties_around(self, number: int) -> list[Tie]:
        others = self.sorted(self.around.get(number, ()))
        return [self.tie((min(number, other), max(number, other))) for other in others]

    def presence(self, number: int) -> Presence:
        member = self.record.organisations[number]
        projects = self.joints(self.places.get(number, ()))
        met = {self.record.organisations[other].profile for other in self.around.get(number, ())}
        return Presence(
            member,
            self.record.profiles[member.profile],
            projects,
            tuple(label for code, label in self.record.regions.items() if code in {p.region for p in projects}),
            tuple(label for code, label in self.record.profiles.items() if code in met),
            len(self.around.get(number, ())),
        )
