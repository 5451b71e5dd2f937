"""The names that indicators bear: each label once, and the family it belongs to."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from app.among import among
from app.dashboard.families import OTHERS
from app.models import Indicator
from app.projects.filters import PortfolioFilter, matching_projects

SHARED = 3
FAMILIES = 12


class Names:
    """Each label once, whatever the number of indicators: how many bear it, and the family it belongs to."""

    def __init__(self, session: Session, chosen: PortfolioFilter, today: date) -> None:
        counts: Counter[str] = Counter()
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for label, family, count in session.execute(_labels(chosen, today)):
            counts[family] += count
            labels[family][label] = count
        shared = sorted((key for key in counts if counts[key] >= SHARED), key=lambda key: (-counts[key], key))
        self.often = frozenset(shared[:FAMILIES])
        self.sizes = Counter({key: counts[key] for key in self.often})
        if others := counts.total() - self.sizes.total():
            self.sizes[OTHERS] = others
        self._labels = labels

    def key(self, family: Any) -> ColumnElement[str]:
        """In a query: the family, or « les autres »."""
        return case((family.in_(self.often), family), else_=OTHERS)

    def label(self, key: str) -> str:
        """The one most indicators of the family bear."""
        return min(self._labels[key].items(), key=lambda own: (-own[1], own[0]))[0] if key in self._labels else ""


def _labels(chosen: PortfolioFilter, today: date) -> Select[Any]:
    kept = among(Indicator.project_id, matching_projects(chosen, today))
    found = select(Indicator.label, func.count().label("count")).where(kept).group_by(Indicator.label).subquery()
    return select(found.c.label, func.normalise(found.c.label), found.c.count)
