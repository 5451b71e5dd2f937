"""Projects chosen together: one by one, or all those of a filter but a few. The address carries the choice."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Select, select
from starlette.datastructures import ImmutableMultiDict

from app.digits import number_typed
from app.models import Project
from app.projects.filters import PortfolioFilter, matching_projects

ALL = "oui"
SEPARATOR = "."
MAX = 10_000
MOST_BY_HAND = 500
"""What an address may carry of projects ticked, or left out, one by one."""

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
        """`projet`: each box ticked; `choisis`: those of other pages; `vus`: those that a page showed."""
        given = [(name, value) for name, value in items.multi_items() if isinstance(value, str)]
        ticked = [value for name, value in given if name == "projet"]
        if items.get("tous") == ALL:
            left = set(_listed(items, "vus")) - set(_numbers(ticked))
            excluded = tuple(dict.fromkeys((*_listed(items, "sauf"), *sorted(left))))
            return cls((), True, PortfolioFilter.from_query(dict(given)), excluded)
        return cls(tuple(dict.fromkeys((*_listed(items, "choisis"), *_numbers(ticked)))))

    @property
    def is_empty(self) -> bool:
        return not self.everything and not self.ids

    @property
    def fields(self) -> list[tuple[str, str]]:
        """As hidden fields, or as an address."""
        return [*self.chosen.chosen.items(), *self.carried]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The same beside the filters of a list, that carries them itself."""
        if not self.everything:
            return _together("choisis", self.ids)
        return [("tous", ALL), *_together("sauf", self.excluded)]

    def query(self, *more: tuple[str, str]) -> str:
        return urlencode([*self.fields, *more])

    def holds(self, project_id: int) -> bool:
        return project_id not in self.excluded if self.everything else project_id in self.ids

    def by_hand(self) -> "Selection":
        """Cut to what an address may carry."""
        return replace(self, ids=self.ids[:MOST_BY_HAND], excluded=self.excluded[:MOST_BY_HAND])

    def but(self, project_id: int) -> "Selection":
        if self.everything:
            return replace(self, excluded=(*self.excluded, project_id))
        return replace(self, ids=tuple(each for each in self.ids if each != project_id))

    def projects(self, today: date) -> Select[int]:
        """The ids, as a part of a query."""
        if not self.everything:
            return select(Project.id).where(Project.id.in_(self.ids))
        return matching_projects(self.chosen, today).where(Project.id.not_in(self.excluded))


def _together(name: str, ids: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(name, SEPARATOR.join(map(str, ids)))] if ids else []


def _listed(items: Items, name: str) -> tuple[int, ...]:
    return _numbers(str(items.get(name) or "").split(SEPARATOR))


def _numbers(found: list[str]) -> tuple[int, ...]:
    read = (number_typed(text) for text in found)
    return tuple(dict.fromkeys(number for number in read if number is not None))[:MAX]
