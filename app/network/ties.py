"""Who met whom in the projects: values in, values out; no web, no database.

Two organisations meet in a project when both were its partners at the same time. An unknown date refuses nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

Pair = tuple[int, int]
Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Membership:
    organisation_id: int
    project_id: int
    joined_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """``since``: the later of the two arrivals, none when the record lacks one of them."""

    project_id: int
    since: date | None


class Standing(StrEnum):
    """What the record tells of a tie and of the fund's arrival (the first decision on the project)."""

    NEW = "nouveau"
    BEFORE = "avant"
    UNDECIDED = "sans_decision"
    UNKNOWN = "inconnu"

    @property
    def label(self) -> str:
        return {
            "nouveau": "ensemble pour la première fois dans nos dossiers",
            "avant": "déjà ensemble avant la décision du fonds",
            "sans_decision": "ensemble dans un projet sans décision",
            "inconnu": "date de rencontre inconnue",
        }[self]


Ties = dict[Pair, tuple[Meeting, ...]]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two profiles that work together: how many pairs of organisations, in which projects, through whom.

    ``through``: the organisations that met the other profile in several projects.
    """

    ties: int
    projects: frozenset[int]
    through: frozenset[int]


def ties_of(memberships: Iterable[Membership]) -> Ties:
    """Each pair (the lower number first) with its meetings, in the order of projects."""
    by_project = grouped((member.project_id, member) for member in memberships)
    found: dict[Pair, list[Meeting]] = defaultdict(list)
    for project_id in sorted(by_project):
        members = sorted(by_project[project_id], key=lambda member: member.organisation_id)
        for one, other in combinations(members, 2):
            if met(one, other):
                found[one.organisation_id, other.organisation_id].append(Meeting(project_id, together(one, other)))
    return {pair: tuple(meetings) for pair, meetings in found.items()}


def met(one: Membership, other: Membership) -> bool:
    return not (_before(one.left_on, other.joined_on) or _before(other.left_on, one.joined_on))


def together(one: Membership, other: Membership) -> date | None:
    return max(one.joined_on, other.joined_on) if one.joined_on and other.joined_on else None


def standing(meetings: Collection[Meeting], decisions: Mapping[int, date]) -> Standing:
    """Of one tie, on all its meetings. ``decisions``: the first decision on each project that has one."""
    dated = [(meeting.since, meeting.project_id) for meeting in meetings if meeting.since]
    if not dated:
        return Standing.UNKNOWN
    since, project_id = min(dated)
    decided = decisions.get(project_id)
    if decided is not None and since < decided:
        return Standing.BEFORE
    if len(dated) < len(meetings):
        return Standing.UNKNOWN
    return Standing.UNDECIDED if decided is None else Standing.NEW


def first_meeting(meetings: Collection[Meeting]) -> Meeting:
    """The earliest dated one, else that of the lowest project."""
    return min(meetings, key=lambda meeting: (meeting.since is None, meeting.since or date.min, meeting.project_id))


def within(ties: Ties, projects: Collection[int]) -> Ties:
    """The same ties, seen from these projects only."""
    kept = {pair: tuple(m for m in meetings if m.project_id in projects) for pair, meetings in ties.items()}
    return {pair: meetings for pair, meetings in kept.items() if meetings}


def projects_by_organisation(memberships: Iterable[Membership]) -> dict[int, frozenset[int]]:
    return sets((member.organisation_id, member.project_id) for member in memberships)


def neighbours(ties: Iterable[Pair]) -> dict[int, frozenset[int]]:
    return sets(way for one, other in ties for way in ((one, other), (other, one)))


def bridges(ties: Ties, profiles: Mapping[int, str]) -> dict[tuple[str, str], Bridge]:
    """By pair of profiles, in alphabetical order within the pair; a profile also meets itself."""
    by_pair = grouped((tuple(sorted((profiles[one], profiles[other]))), (one, other)) for one, other in ties)
    return {(key[0], key[1]): _bridge(pairs, ties) for key, pairs in by_pair.items()}


def shared_organisations(
    places: Mapping[int, frozenset[int]], place_of: Mapping[int, Place]
) -> dict[frozenset[Place], frozenset[int]]:
    """By two places (of projects), the organisations met in both. ``places``: projects by organisation."""
    links = (
        (frozenset(two), organisation)
        for organisation, projects in places.items()
        for two in combinations({place_of[project] for project in projects}, 2)
    )
    return sets(links)


def _bridge(pairs: list[Pair], ties: Ties) -> Bridge:
    met_in = sets(
        (organisation, meeting.project_id) for pair in pairs for organisation in pair for meeting in ties[pair]
    )
    through = frozenset(organisation for organisation, projects in met_in.items() if len(projects) > 1)
    return Bridge(len(pairs), frozenset().union(*met_in.values()), through)


def _before(left: date | None, joined: date | None) -> bool:
    return left is not None and joined is not None and left < joined


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def sets(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, frozenset[Value]]:
    return {key: frozenset(values) for key, values in grouped(pairs).items()}
