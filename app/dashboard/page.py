"""Everything the page shows, from the choice of the address."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from starlette.datastructures import QueryParams

from app.dashboard.money import Dimension, asked_dimension
from app.projects.evaluated import FUNDED
from app.projects.filters import INTERREGIONAL, PortfolioFilter
from app.regions.scores import asked_moment
from evaluation import Moment

HERE = "/tableau-de-bord"


@dataclass(frozen=True)
class Asked:
    """The filters, what the money is told by, the moment of the scores."""

    chosen: PortfolioFilter
    by: Dimension
    moment: Moment
    today: date

    @classmethod
    def from_query(cls, query: QueryParams, today: date) -> Self:
        moment, by = asked_moment(query.get("moment", "")), asked_dimension(query.get("par", ""))
        return cls(PortfolioFilter.from_query(query), by, moment, today)

    @property
    def hidden(self) -> dict[str, str]:
        """What the form of the filters keeps."""
        return {"par": self.by.value, "moment": self.moment.value}

    @property
    def query(self) -> str:
        return self.chosen.query(**self.hidden)

    def address(self, anchor: str, **changed: str) -> str:
        return f"{HERE}?{self.chosen.query(**(self.hidden | changed))}#{anchor}"

    def projects(self, **more: str) -> str:
        """The list of projects behind a figure; all of them said aloud, to whom another view opens first."""
        return f"/projets?{replace(self.chosen, **more).query() or 'vue=tous'}"

    @property
    def funded(self) -> str:
        return self.projects(statut=self.chosen.statut or FUNDED)

    def calendar(self, first: date, last: date) -> str:
        """The milestones of these days."""
        days = {"du": first.isoformat(), "au": last.isoformat()}
        return f"/calendrier?{self.chosen.query(vue='liste', **days, genre='jalons')}"

    @property
    def late(self) -> str:
        return f"/calendrier?{self.chosen.query(vue='liste', genre='jalons', retard='oui')}"

    @property
    def campaigns(self) -> str:
        """The list of campaigns knows regions only; else the scores of the page."""
        region = self.chosen.region
        known = region in ("", INTERREGIONAL) or (region.isascii() and region.isdigit())
        if not known or self.chosen.chosen.keys() - {"region"}:
            return self.address("axes")
        return f"/campagnes?statut=publiee{'&region=' if region else ''}{region}"
