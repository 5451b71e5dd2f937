"""Where the fund is, against its goal: every metropolitan region, and overseas."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.dashboard.lines import ZERO, MoneyLine
from app.dashboard.money import Dimension, committed_by
from app.projects.evaluated import FUNDED
from app.projects.filters import INTERREGIONAL, PortfolioFilter
from app.regions.territories import territories
from app.wording import euros

OVERSEAS = ("01", "02", "03", "04", "06")
SHADES = (5, 3, 1)
"""Projects from which a tile takes its strongest shade, then the next ones: they count, they do not judge."""


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    projects: int
    committed: Decimal
    query: str

    @property
    def is_overseas(self) -> bool:
        return self.code in OVERSEAS

    @property
    def level(self) -> int:
        return sum(self.projects >= least for least in SHADES)


@dataclass(frozen=True)
class Coverage:
    """The 18 regions by name; `apart`: the interregional projects, which cover none of them."""

    places: tuple[Place, ...]
    apart: MoneyLine | None
    only_funded: bool

    def covered(self, *, overseas: bool) -> tuple[int, int]:
        """How many, of how many."""
        kept = [place for place in self.places if place.is_overseas is overseas]
        return sum(place.projects > 0 for place in kept), len(kept)

    @property
    def blank(self) -> list[Place]:
        return [place for place in self.places if not place.projects]

    @property
    def total(self) -> int:
        return len(self.places) - len(self.blank)

    @property
    def tiles(self) -> dict[str, tuple[str, str, int, int, str]]:
        """As the macro `tile_grid` reads them."""
        return {
            place.code: (
                place.name,
                f"/projets?{place.query}" if place.projects else f"/regions/{place.code}",
                place.projects,
                place.level,
                euros(place.committed) if place.projects else "aucun projet",
            )
            for place in self.places
        }


def coverage(session: Session, chosen: PortfolioFilter, today: date) -> Coverage:
    """Two queries. Funded projects, unless the choice names a status: then the projects of that status."""
    kept = replace(chosen, statut=chosen.statut or FUNDED)
    lines = {line.key: line for line in committed_by(session, Dimension.REGION, kept, today)}
    places = []
    for own in territories(session):
        line = lines.get(own.code)
        query = replace(kept, region=own.code).query()
        counted = (line.projects, line.committed) if line else (0, ZERO)
        places.append(Place(own.code, own.name, *counted, query))
    return Coverage(tuple(places), lines.get(INTERREGIONAL), only_funded=kept.statut == FUNDED)
