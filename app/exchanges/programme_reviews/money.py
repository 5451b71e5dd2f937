"""The money of the programme, its projects and its territories: the sums of the list of projects, the same day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.printing.days import Limit
from app.exchanges.printing.documents import regions
from app.exchanges.printing.drawing import Region, Tile, tiles_of
from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.gathering import gather_sums
from app.exchanges.printing.identities import NOWHERE
from app.exchanges.printing.totals import ZERO, Totals, totals_of
from app.models import Programme, Project
from app.wording import euros


@dataclass(frozen=True)
class RegionLine:
    name: str
    projects: int
    invested: Decimal
    paid: Decimal


@dataclass(frozen=True)
class ProgrammeMoney:
    """`envelope`: amount, where it is said, when; none when nothing is recorded."""

    totals: Totals
    regions: tuple[RegionLine, ...]
    blank: tuple[str, ...]
    tiles: tuple[Tile, ...]
    envelope: Programme | None

    @property
    def territories(self) -> int:
        """Regions with a project; what is interregional is none of them."""
        return sum(line.name != NOWHERE for line in self.regions)


def money_of_programme(session: Session, programme_id: int, limit: Limit) -> ProgrammeMoney:
    found = gather_sums(session, select(Project.id).where(Project.programme_id == programme_id), limit)
    groups: dict[str, list[ProjectFacts]] = defaultdict(list)
    for facts in found:
        groups[facts.project.region_code or ""].append(facts)
    names = regions(session)
    programme = session.get_one(Programme, programme_id)
    return ProgrammeMoney(
        totals=totals_of(found, limit.day),
        regions=tuple(_lines(groups, names)),
        blank=tuple(name for code, name in names if code not in groups),
        tiles=tiles_of([_tile(code, name, groups.get(code, ())) for code, name in names]),
        envelope=programme if programme.envelope_eur is not None else None,
    )


def _lines(groups: dict[str, list[ProjectFacts]], names: Sequence[tuple[str, str]]) -> Iterator[RegionLine]:
    """In the order of the names, interregional last: never ranked."""
    for code, name in (*names, ("", NOWHERE)):
        if own := groups.get(code):
            yield RegionLine(name, len(own), _invested(own), sum((facts.money.paid for facts in own), ZERO))


def _tile(code: str, name: str, found: Sequence[ProjectFacts]) -> Region:
    """The same three shades as the report to a funder."""
    if not found:
        return Region(code, name, 0)
    level = 1 if len(found) < 3 else 2 if len(found) < 5 else 3
    return Region(code, name, level, str(len(found)), euros(_invested(found)))


def _invested(found: Iterable[ProjectFacts]) -> Decimal:
    return sum((facts.money.invested for facts in found), ZERO)
