"""Drawings as plain coordinates, so that the page, its print and its PDF draw the very same vectors."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.investments.lines import MoneyCard
from app.investments.states import CANCELLED
from app.milestones.queries import MilestonesCard
from app.web.static import FOLDER

TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w{6}), #\w{6}\);")
WIDTH = 1000
EDGE = 24
TILE, GAP = 100, 6
NARROW_LINE = 11
PLACES = {
    "32": (3, 1), "28": (2, 2), "11": (3, 2), "44": (4, 2), "53": (1, 3), "52": (2, 3), "24": (3, 3), "27": (4, 3),
    "75": (2, 4), "84": (3, 4), "76": (2, 5), "93": (3, 5), "94": (4, 5),
}  # fmt: skip
OVERSEAS = ("01", "02", "03", "04", "06")
# ISO 3166-2: what is read on a map too small for names
SHORT = {
    "01": "GUA", "02": "MTQ", "03": "GUF", "04": "REU", "06": "MAY", "11": "IDF", "24": "CVL", "27": "BFC", "28": "NOR",
    "32": "HDF", "44": "GES", "52": "PDL", "53": "BRE", "75": "NAQ", "76": "OCC", "84": "ARA", "93": "PAC", "94": "COR",
}  # fmt: skip


@cache
def inks() -> Mapping[str, str]:
    """The light colours of the site by token: a drawing inside a PDF does not read style sheets."""
    return dict(TOKEN.findall((FOLDER / "css" / "tokens.css").read_text()))


@dataclass(frozen=True)
class Mark:
    """`tone` is that of a badge: done, late, due, info, quiet."""

    x: float
    tone: str
    label: str


@dataclass(frozen=True)
class Line:
    """Milestones above, instalments below, over the years; `today` is none outside of them."""

    milestones: tuple[Mark, ...]
    instalments: tuple[Mark, ...]
    years: tuple[tuple[float, str], ...]
    today: float | None

    @property
    def is_empty(self) -> bool:
        return not (self.milestones or self.instalments)


def line_of(money: MoneyCard, milestones: MilestonesCard, as_of: date) -> Line:
    steps = [(own.shown_on, own.state.tone, own.title) for own in milestones.lines]
    payments = [
        (own.paid_on or own.due_on, own.state.tone, own.label) for own in money.instalments if own.status != CANCELLED
    ]
    days = sorted(day for day, _, _ in (*steps, *payments))
    if not days:
        return Line((), (), (), None)
    first, last = days[0], days[-1]

    def at(day: date) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * (day - first).days / max((last - first).days, 1), 1)

    def marks(found: Iterable[tuple[date, str, str]]) -> tuple[Mark, ...]:
        return tuple(Mark(at(day), tone, label) for day, tone, label in found)

    years = tuple((at(date(year, 1, 1)), str(year)) for year in range(first.year + 1, last.year + 1))
    return Line(marks(steps), marks(payments), years, at(as_of) if first <= as_of <= last else None)


@dataclass(frozen=True)
class Tile:
    """`level` is 0 without project, then 1 to 3."""

    code: str
    x: int
    y: int
    width: int
    lines: tuple[str, ...]
    level: int
    count: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        return SHORT[self.code]


@dataclass(frozen=True)
class Region:
    """What a tile says of a region: how many projects, and a note under them."""

    code: str
    name: str
    level: int
    count: str = ""
    note: str = ""


def tiles_of(regions: Sequence[Region]) -> tuple[Tile, ...]:
    """The 18 of the site’s grid: four columns of mainland, Corse beside Provence, five overseas below."""
    return tuple(_tile(own) for own in regions if own.code in PLACES or own.code in OVERSEAS)


def _tile(own: Region) -> Tile:
    if own.code in OVERSEAS:
        width = (4 * TILE + 3 * GAP - 4 * GAP) // 5
        x, y = OVERSEAS.index(own.code) * (width + GAP), 5 * (TILE + GAP) + 2 * GAP
    else:
        column, row = PLACES[own.code]
        width, x, y = TILE, (column - 1) * (TILE + GAP), (row - 1) * (TILE + GAP)
    lines = split(own.name, NARROW_LINE)
    return Tile(own.code, x, y, width, lines, own.level, own.count, own.note)


def split(name: str, characters: int) -> tuple[str, ...]:
    """« Provence-Alpes-Côte d’Azur » on three lines: cut after a hyphen or at a space."""
    lines = [""]
    for part in re.findall(r"[^\s-]+[-\s]?", name):
        if lines[-1] and len(lines[-1]) + len(part.rstrip()) > characters:
            lines.append("")
        lines[-1] += part
    return tuple(line.rstrip() for line in lines)
