"""Where each mark of the pictures stands: percentages across, pixels down. The same record gives the same picture."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from app.network.ties import Bridge
from app.network.view import Network

ROW = 32
WRAP = 26


@dataclass(frozen=True, slots=True)
class Arc:
    """Between two regions, drawn from ``top`` down; ``reach`` and ``width`` are its depth (%) and stroke (px)."""

    one: str
    other: str
    organisations: int
    top: int
    height: int
    reach: float
    width: float


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    label: str
    projects: int
    y: int
    arcs: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class RegionArcs:
    places: tuple[Place, ...]
    arcs: tuple[Arc, ...]

    @property
    def height(self) -> int:
        return ROW * len(self.places) + 8


def region_arcs(network: Network) -> RegionArcs:
    """One row a region that has projects, from north to south; an arc where an organisation is met in both."""
    rows = {code: place for place, code in enumerate(network.projects_in)}
    pairs = sorted(
        (sorted(two, key=rows.__getitem__), len(found)) for two, found in network.links.items() if two <= rows.keys()
    )
    arcs = [_arc(one, other, count, rows) for (one, other), count in pairs]
    labels = network.record.regions
    return RegionArcs(
        tuple(
            Place(code, labels[code], count, middle(rows[code]), tuple(a for a in arcs if code in (a.one, a.other)))
            for code, count in network.projects_in.items()
        ),
        tuple(arcs),
    )


def _arc(one: str, other: str, count: int, rows: dict[str, int]) -> Arc:
    top, height = middle(rows[one]), ROW * (rows[other] - rows[one])
    return Arc(one, other, count, top, height, 18 + 82 * height / (ROW * max(len(rows) - 1, 1)), min(1 + count, 8))


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
