"""The list of projects as its address says it: what is kept, in which order, in which columns, under which view."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from app.choice import clean
from app.projects.columns import Columns
from app.projects.filters import PortfolioFilter
from app.projects.sorting import DEFAULT, Sort
from app.views.bulk.selection import Selection

HERE = "/projets"
ALL = "tous"
"""The view of those who have another one by default, and want the whole portfolio."""


class SortLink(NamedTuple):
    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Listing:
    """`view`: the number of a saved view, « tous », or nothing. `ticked`: the projects chosen so far, on any page."""

    chosen: PortfolioFilter
    sort: Sort
    columns: Columns
    view: str = ""
    ticked: Selection = field(default_factory=Selection)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Listing":
        chosen, sort = PortfolioFilter.from_query(query), Sort.from_query(query)
        return cls(chosen, sort, Columns.from_query(query), clean(query.get("vue", ""))[:18])

    @property
    def kept(self) -> str:
        """What a saved view keeps of it."""
        return self.chosen.query(tri=self.sort.address, colonnes=self.columns.address)

    @property
    def hidden(self) -> dict[str, str]:
        """What the filters carry along without showing it."""
        carried = {"tri": self.sort.address, "colonnes": self.columns.address, "vue": self.view}
        return {name: value for name, value in carried.items() if value}

    @property
    def view_id(self) -> int | None:
        return int(self.view) if self.view.isascii() and self.view.isdigit() else None

    def query(self, **more: str) -> str:
        """The usual order is said aloud when a view would otherwise be alone, and unfold into its own filters."""
        carried = dict(parse_qsl(self.kept)) | {name: value for name, value in more.items() if value}
        if self.view_id is not None and not carried:
            carried["tri"] = DEFAULT
        return urlencode(carried | ({"vue": self.view} if self.view else {}) | dict(self.ticked.carried))

    def address(self, **more: str) -> str:
        query = self.query(**more)
        return f"{HERE}?{query}" if query else HERE

    def sorted_by(self, name: str) -> "Listing":
        return replace(self, sort=self.sort.by(name))

    def without(self, name: str) -> "Listing":
        """« All those of the filters » does not outlive a filter; what is ticked one by one does."""
        ticked = Selection() if self.ticked.everything else self.ticked
        return replace(self, chosen=self.chosen.without(name), ticked=ticked)

    @property
    def unticked(self) -> "Listing":
        return replace(self, ticked=Selection())

    def with_columns(self, columns: Columns) -> "Listing":
        return replace(self, columns=columns)

    def sort_link(self, name: str) -> SortLink:
        state = self.sort.state if self.sort.name == name else ""
        return SortLink(self.sorted_by(name).address(), state)


def unfolds(query: Mapping[str, str]) -> bool:
    """An address that names a view and nothing else."""
    return set(query) == {"vue"}


def kept_query(query: str) -> str:
    """What a saved view keeps of an address, whatever was typed in it."""
    return Listing.from_query(dict(parse_qsl(query))).kept
