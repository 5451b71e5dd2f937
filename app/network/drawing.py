"""Where each mark of the pictures stands: percentages across, pixels down. The same record gives the same picture."""

import textwrap
from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.network.ties import Bridge
from app.network.view import Network

ROW = 32
WRAP = 26
MOST_ARCS = 24
"""Beyond, an eye sees one shape."""


@dataclass(frozen=True, slots=True)
class Arc:
    """Between two regions: ``path`` in percents across and pixels down, ``width`` of its stroke in pixels."""

    one: str
    other: str
    organisations: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Place:
    """``links``: the regions where one of its organisations is met; ``lit``: the path of all its arcs."""

    code: str
    label: str
    projects: int
    y: int
    links: int
    lit: str


@dataclass(frozen=True, slots=True)
class RegionArcs:
    """``arcs``: those drawn, of ``total``; each has ``least`` organisations or more."""

    places: tuple[Place, ...]
    arcs: tuple[Arc, ...]
    total: int
    least: int

    @property
    def height(self) -> int:
        return ROW * len(self.places) + 8

    @property
    def left_undrawn(self) -> int:
        return self.total - len(self.arcs)


def region_arcs(network: Network) -> RegionArcs:
    """One row a region that has projects, from north to south; an arc where an organisation is met in both.

    Beyond ``MOST_ARCS``, those with the most organisations, and all those of one region when it is pointed at.
    """
    rows = {code: place for place, code in enumerate(network.projects_in)}
    found = {
        tuple(sorted(two, key=rows.__getitem__)): len(met) for two, met in network.links.items() if two <= rows.keys()
    }
    least, most = least_drawn(found.values()), max(found.values(), default=1)
    arcs = [
        Arc(one, other, count, _path(rows[one], rows[other], len(rows)), round(1 + 2 * count / max(most, 2), 1))
        for (one, other), count in sorted(found.items(), key=lambda item: (item[1], item[0]))
        if count >= least
    ]
    places = tuple(_place(network, code, rows, found) for code in rows)
    return RegionArcs(places, tuple(arcs), len(found), least)


def least_drawn(counts: Collection[int]) -> int:
    """Organisations from which an arc is drawn, for no more than ``MOST_ARCS``; the most shared ones in any case."""
    few = (least for least in sorted(set(counts)) if sum(count >= least for count in counts) <= MOST_ARCS)
    return next(few, max(counts, default=1))


def _place(network: Network, code: str, rows: dict[str, int], found: Collection[tuple[str, ...]]) -> Place:
    own = [pair for pair in sorted(found) if code in pair]
    lit = "".join(_path(rows[one], rows[other], len(rows)) for one, other in own)
    label, projects = network.record.regions[code], network.projects_in[code]
    return Place(code, label, projects, middle(rows[code]), len(own), lit)


def _path(one: int, other: int, rows: int) -> str:
    """The further apart, the deeper."""
    top, bottom = middle(one), middle(other)
    reach = round(1.3 * (18 + 82 * (other - one) / max(rows - 1, 1)), 1)
    return f"M0 {top}C{reach} {top} {reach} {bottom} 0 {bottom}"


def middle(row: int) -> int:
    return ROW * row + ROW // 2


@dataclass(frozen=True, slots=True)
class Cell:
    one: str
    other: str
    ties: int
    x: float
    y: int
    radius: float


@dataclass(frozen=True, slots=True)
class Row:
    """``lines``: its label, cut where it fits; ``profile`` gives its shape."""

    key: str
    profile: str
    lines: tuple[str, ...]
    y: int


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: tuple[Row, ...]
    columns: tuple[tuple[str, float], ...]
    cells: tuple[Cell, ...]

    @property
    def height(self) -> int:
        return ROW * (len(self.rows) + 1) + 8


def profile_matrix(network: Network) -> Matrix:
    """Profiles met in the projects chosen, in the order of the list; one cell a pair, on or under the diagonal."""
    present = {network.record.organisations[number].profile for number in network.places}
    profiles = [(code, label) for code, label in network.record.profiles.items() if code in present]
    order = {code: place for place, (code, _) in enumerate(profiles)}
    at = across(len(profiles), 47)
    most = max((bridge.ties for bridge in network.bridges.values()), default=1)

    def cell(pair: tuple[str, str], bridge: Bridge) -> Cell:
        one, other = sorted(pair, key=order.__getitem__)
        size = 5.5 + 4.5 * (bridge.ties / most) ** 0.5
        return Cell(one, other, bridge.ties, at(order[one]), middle(order[other] + 1), round(size, 1))

    return Matrix(
        tuple(Row(code, code, wrapped(label, 16), middle(order[code] + 1)) for code, label in profiles),
        tuple((code, at(order[code])) for code, _ in profiles),
        tuple(cell(pair, bridge) for pair, bridge in sorted(network.bridges.items())),
    )


def across(count: int, start: float) -> Callable[[int], float]:
    """Evenly from ``start`` to the right edge, half a step left at either end."""
    step = (100 - start) / max(count, 1)
    step, start = (step, start) if step < 12 else (12, start)
    return lambda place: round(start + step * (place + 0.5), 2)


def wrapped(label: str, width: int) -> tuple[str, ...]:
    lines = textwrap.wrap(label, width, max_lines=2, placeholder="…", break_on_hyphens=False)
    return tuple(lines) or (label,)
