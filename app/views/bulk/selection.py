"""Projects chosen together: one by one, or all those of a filter but a few. The address carries the choice."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Select, select
from starlette.datastructures import ImmutableMultiDict

from app.models import Project
from app.projects.filters import PortfolioFilter, matching_projects

ALL = "oui"
SEPARATOR = "."
MAX = 10_000

Items = ImmutableMultiDict[Any, Any]
"""A form, or the query of an address."""


@dataclass(frozen=True, slots=True)
class Selection:
    """`ids` when chosen one by one; otherwise all those of `chosen`, but the `excluded`."""

    ids: tuple[int, ...] = ()
    everything: bool = False
    chosen: PortfolioFilter = field(default_factory=PortfolioFilter)
    excluded: tuple[int, ...] = ()

    @classmethod
    def read(cls, items: Items) -> "Selection":
        given = [(name, value) for name, value in items.multi_items() if isinstance(value, str)]
        if items.get("tous") == ALL:
            excluded = str(items.get("sauf") or "").split(SEPARATOR)
            return cls((), True, PortfolioFilter.from_query(dict(given)), _numbers(excluded))
        return cls(_numbers([value for name, value in given if name == "projet"]))

    @property
    def is_empty(self) -> bool:
        return not self.everything and not self.ids

    @property
    def fields(self) -> list[tuple[str, str]]:
        """As hidden fields, or as an address."""
        if not self.everything:
            return [("projet", str(identifier)) for identifier in self.ids]
        excluded = [("sauf", SEPARATOR.join(map(str, self.excluded)))] if self.excluded else []
        return [("tous", ALL), *self.chosen.chosen.items(), *excluded]

    def query(self, *more: tuple[str, str]) -> str:
        return urlencode([*self.fields, *more])

    def but(self, project_id: int) -> "Selection":
        if self.everything:
            return replace(self, excluded=(*self.excluded, project_id))
        return replace(self, ids=tuple(each for each in self.ids if each != project_id))

    def projects(self, today: date) -> Select[int]:
        """The ids, as a part of a query."""
        if not self.everything:
            return select(Project.id).where(Project.id.in_(self.ids))
        return matching_projects(self.chosen, today).where(Project.id.not_in(self.excluded))


def _numbers(found: list[str]) -> tuple[int, ...]:
    read = (int(text) for text in found if text.isascii() and text.isdigit() and len(text) < 18)
    return tuple(dict.fromkeys(read))[:MAX]
