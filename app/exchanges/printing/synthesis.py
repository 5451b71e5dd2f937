"""The first pages of a report: what the screens of the portfolio and of the regions say, of the projects chosen."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.exchanges.printing.axes import AxisLine, Beside, axis_lines, beside, few_of
from app.exchanges.printing.brevity import Shown, first
from app.exchanges.printing.drawing import Region, Tile, tiles_of
from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.identities import NOWHERE
from app.exchanges.printing.programmes import ProgrammeLine, programme_lines
from app.exchanges.printing.regional import is_funded
from app.exchanges.printing.sheet import funders_of
from app.exchanges.printing.totals import ZERO, Totals, totals_of
from app.models import ProjectStatus
from app.regions.queries import RegionalScores
from app.results.words import counted
from app.wording import euros
from evaluation import Moment

SHOWN_FUNDERS = 10


@dataclass(frozen=True)
class RegionLine:
    name: str
    projects: int
    funded: int
    invested: Decimal
    paid: Decimal
    due: Decimal
    evaluated: int


@dataclass(frozen=True)
class Synthesis:
    totals: Totals
    funders: Shown[tuple[str, Decimal]]
    statuses: tuple[tuple[str, int], ...]
    programmes: tuple[ProgrammeLine, ...]
    regions: tuple[RegionLine, ...]
    blank: tuple[str, ...]
    tiles: tuple[Tile, ...]
    axes: tuple[AxisLine, ...]
    beside: tuple[Beside, ...]
    evaluated: int
    few: int
    """From how many projects a median may be read."""

    @property
    def apart(self) -> str:
        """What no tile counts."""
        own = next((line for line in self.regions if line.name == NOWHERE), None)
        if own is None:
            return ""
        return f"{NOWHERE}\u00a0: {counted(own.projects, 'projet', 'projets')}, {euros(own.invested)}."


def synthesis(
    found: Sequence[ProjectFacts],
    spoken: Mapping[Moment, RegionalScores],
    moment: Moment,
    names: Sequence[tuple[str, str]],
    day: date,
    funder: int | None,
) -> Synthesis:
    """`names`: the 18 regions, code and name; `funder`: the number of the funder of the choice."""
    axes = tuple(axis_lines(spoken, moment))
    evaluated = {own.project for axis in axes for own in axis.figures.scores}
    by_region, funders = _by_region(found), _funders(found)
    return Synthesis(
        totals=totals_of(found, day, funder),
        funders=first(funders, SHOWN_FUNDERS),
        statuses=tuple(_statuses(found)),
        programmes=programme_lines(found),
        regions=tuple(_line(name, own, evaluated) for name, own in _filled(by_region, names)),
        blank=tuple(name for code, name in names if code not in by_region),
        tiles=tiles_of([_told(code, name, by_region.get(code, ())) for code, name in names]),
        axes=axes,
        beside=beside(spoken, moment),
        evaluated=len(evaluated),
        few=few_of(spoken[moment].grid),
    )


def _by_region(found: Iterable[ProjectFacts]) -> dict[str, list[ProjectFacts]]:
    groups: dict[str, list[ProjectFacts]] = defaultdict(list)
    for facts in found:
        groups[facts.project.region_code or ""].append(facts)
    return groups


def _filled(
    by_region: dict[str, list[ProjectFacts]], names: Sequence[tuple[str, str]]
) -> Iterable[tuple[str, list[ProjectFacts]]]:
    """In the order of the names, interregional last: never ranked."""
    for code, name in (*names, ("", NOWHERE)):
        if by_region.get(code):
            yield name, by_region[code]


def _line(name: str, found: Sequence[ProjectFacts], evaluated: set[str]) -> RegionLine:
    return RegionLine(
        name=name,
        projects=len(found),
        funded=sum(is_funded(facts) for facts in found),
        invested=sum((facts.money.invested for facts in found), ZERO),
        paid=sum((facts.money.paid for facts in found), ZERO),
        due=sum((facts.money.due for facts in found), ZERO),
        evaluated=sum(facts.project.code in evaluated for facts in found),
    )


def _told(code: str, name: str, found: Sequence[ProjectFacts]) -> Region:
    """A tile counts projects and says their money; its shade, in three steps, follows the number of projects."""
    if not found:
        return Region(code, name, 0)
    invested = sum((facts.money.invested for facts in found), ZERO)
    level = 1 if len(found) < 3 else 2 if len(found) < 5 else 3
    return Region(code, name, level, str(len(found)), euros(invested))


def _funders(found: Iterable[ProjectFacts]) -> list[tuple[str, Decimal]]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for facts in found:
        for name, amount in funders_of(facts):
            sums[name] += amount
    return sorted(sums.items())


def _statuses(found: Iterable[ProjectFacts]) -> Iterable[tuple[str, int]]:
    count = Counter(facts.project.status for facts in found)
    return ((status.label, count[status]) for status in ProjectStatus if count[status])
