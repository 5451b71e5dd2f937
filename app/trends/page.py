"""What the page of trends and its pictures read: the choice of the address, and what is found."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select

from app.projects.filters import PortfolioFilter, matching_projects
from app.trends.trend import Trend
from app.trends.views import View, asked_view
from app.trends.words import moved_sentence, spread_sentence

ROW, LANES, FRAME = 74, 250, 52


@dataclass(frozen=True)
class Asked:
    """`vue`, `axe`, and the filters of the portfolio."""

    chosen: PortfolioFilter
    view: View
    axis: str

    @property
    def ids(self) -> Select[int]:
        return matching_projects(self.chosen)

    def query(self, **more: str) -> str:
        """The same choice as an address, `more` over it."""
        own = {"vue": "" if self.view is View.YEARS else self.view.value, "axe": self.axis}
        return self.chosen.query(**(own | more))


def asked_of(query: Mapping[str, str]) -> Asked:
    return Asked(PortfolioFilter.from_query(query), asked_view(query.get("vue", "")), query.get("axe", "")[:40])


@dataclass(frozen=True)
class Picture:
    """One drawing of the page: its name in addresses, its title, its sentence, its height in pixels."""

    name: str
    title: str
    sentence: str
    height: int


def pictures_of(trend: Trend) -> dict[str, Picture]:
    label = trend.axis.label.partition(" (")[0]
    spread = Picture(
        "repartition", f"{label}, projet par projet", spread_sentence(trend), ROW * max(len(trend.parts), 1) + 24
    )
    moved = Picture("trajets", f"{label}, les mêmes projets", moved_sentence(trend), LANES + FRAME)
    return {own.name: own for own in (spread, moved)}
