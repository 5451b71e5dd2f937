"""What each page of the network shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.models import Partner, Project
from app.network.around import Presences, presences
from app.network.queries import Joint, Member, read_record
from app.network.ties import Bridge, Meeting, Pair, Standing, first_meeting, grouped
from app.network.view import Network
from app.projects.filters import PortfolioFilter, matching_projects
from app.web.filters import plural

MOST_PROJECTS = 3_000
FEW = 12
RECENT = 6
FEW_NAMES = 8
MOST_ROWS, MOST_COLUMNS = 40, 12


def read_network(session: Session, chosen: PortfolioFilter) -> Network:
    """The caller has asked `is_too_wide` before."""
    kept = matching_projects(chosen)
    return Network(read_record(session, kept), frozenset(session.scalars(kept)))


def is_too_wide(session: Session, chosen: PortfolioFilter) -> bool:
    """More projects than a network can show: one must choose among them."""
    some = matching_projects(chosen).limit(MOST_PROJECTS + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) > MOST_PROJECTS


def read_around(session: Session, projects: Select[int]) -> Network:
    """The partners of these projects, and everywhere else they are met."""
    record = read_record(session, projects)
    return Network(record, frozenset(record.projects))


def projects_around(project_id: int) -> Select[int]:
    """Those where one of its partners is met; itself, were it without any."""
    partners = select(Partner.organisation_id).where(Partner.project_id == project_id)
    elsewhere = select(Partner.project_id).where(Partner.organisation_id.in_(partners))
    return select(Project.id).where(or_(Project.id == project_id, Project.id.in_(elsewhere)))


def projects_of(organisation_id: int) -> Select[int]:
    return select(Partner.project_id).where(Partner.organisation_id == organisation_id)


@dataclass(frozen=True, slots=True)
class FirstMeeting:
    """A project where organisations met for the first time. ``since``: the latest of these meetings."""

    project: Joint
    since: date
    ties: int
    organisations: tuple[Member, ...]


def newest(network: Network, most: int = RECENT) -> list[FirstMeeting]:
    """The projects that brought together organisations met for the first time under a decision, the latest first."""
    new = [pair for pair, said in network.standings.items() if said is Standing.NEW]
    firsts = grouped((first.project_id, (first.since, pair)) for first, pair in _firsts(network, new))
    found = [(max(day for day, _ in met if day), project, [pair for _, pair in met]) for project, met in firsts.items()]
    found.sort(key=lambda one: (-one[0].toordinal(), one[1]))
    return [_meeting(network, *one) for one in found[:most]]


def _firsts(network: Network, pairs: list[Pair]) -> Iterator[tuple[Meeting, Pair]]:
    return ((first_meeting(network.whole[pair]), pair) for pair in pairs)


def _meeting(network: Network, since: date, project: int, pairs: list[Pair]) -> FirstMeeting:
    there = network.sorted({number for pair in pairs for number in pair})
    members = tuple(network.record.organisations[number] for number in there)
    return FirstMeeting(network.record.projects[project], since, len(pairs), members)


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """Two profiles, by code; ``through``: the names of those that bind them, or nothing."""

    one: str
    other: str
    bridge: Bridge
    through: str


def bridge_lines(network: Network) -> list[BridgeLine]:
    """In the order of the list of profiles."""
    order = {code: place for place, code in enumerate(network.record.profiles)}
    lines = []
    for pair, bridge in network.bridges.items():
        one, other = sorted(pair, key=order.__getitem__)
        lines.append(BridgeLine(one, other, bridge, _names(network, bridge.through)))
    return sorted(lines, key=lambda line: (order[line.one], order[line.other]))


def link_lines(network: Network) -> list[tuple[str, list[tuple[str, int]]]]:
    """By region in the order of the map: each of those that come after it, and how many organisations are in both."""
    order = {code: place for place, code in enumerate(network.record.regions)}
    pairs = sorted((sorted(two, key=order.__getitem__), len(found)) for two, found in network.links.items())
    lines = grouped((one, (other, count)) for (one, other), count in pairs)
    return [(one, sorted(lines[one], key=lambda line: order[line[0]])) for one in sorted(lines, key=order.__getitem__)]


def _names(network: Network, numbers: Iterable[int]) -> str:
    """The first ones by name, and how many others."""
    there = [network.record.organisations[number].name for number in network.sorted(numbers)]
    more = [plural(len(there) - FEW_NAMES, "autre", "autres")] if len(there) > FEW_NAMES else []
    return ", ".join(there[:FEW_NAMES] + more)


def around_organisation(network: Network, number: int) -> Presences:
    """It and those it met, across its projects; as many as a picture holds."""
    around = network.sorted(network.around.get(number, ()))
    here = network.joints(network.places.get(number, ()))
    return presences(network, [number, *_by_project(network, around, here)] if here else [], here[:MOST_COLUMNS])


def around_project(network: Network, number: int) -> Presences:
    """Its organisations, across the other projects where they are met; as many as a picture holds."""
    members = members_of(network, number)
    others = {other for member in members for other in network.places[member]} - {number}
    across = (network.record.projects[number], *network.joints(others))
    return presences(network, members[:MOST_ROWS], across[:MOST_COLUMNS])


def _by_project(network: Network, organisations: list[int], projects: tuple[Joint, ...]) -> list[int]:
    """Those of the first project first, by name within it: blocks the eye follows."""
    place = {project.id: n for n, project in enumerate(projects)}
    first = {one: min(place[p] for p in network.places[one] if p in place) for one in organisations}
    return sorted(organisations, key=first.__getitem__)[:MOST_ROWS]


def members_of(network: Network, project_id: int) -> list[int]:
    return network.sorted(number for number, projects in network.places.items() if project_id in projects)
