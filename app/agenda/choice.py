"""What the address of the calendar keeps: the projects, as everywhere, and what is shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from app.choice import clean
from app.projects.filters import PortfolioFilter

YES = "oui"
GENRES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "jalons": ("Jalons", ("jalon",)),
    "tranches": ("Tranches", ("tranche",)),
    "campagnes": ("Campagnes", ("ouverture", "cloture")),
    "copil": ("COPIL", ("copil",)),
    "projets": ("Débuts et fins", ("debut", "fin")),
}
VIEWS = {"mois": "Mois", "liste": "Liste", "projets": "Par projet"}


@dataclass(frozen=True, slots=True)
class AgendaChoice:
    """`day` is the month, the first day of the list, or the first quarter; None means today. `until` ends a list."""

    projects: PortfolioFilter
    view: str = "mois"
    day: date | None = None
    until: date | None = None
    genre: str = ""
    late: bool = False
    mine: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """An address typed by hand that does not read is as if it said nothing."""
        genre, view = clean(query.get("genre", "")), clean(query.get("vue", ""))
        return cls(
            projects=PortfolioFilter.from_query(query),
            view=view if view in VIEWS else "mois",
            day=read_day(query.get("du", "")),
            until=read_day(query.get("au", "")),
            genre=genre if genre in GENRES else "",
            late=query.get("retard", "") == YES,
            mine=query.get("miens", "") == YES,
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        return GENRES[self.genre][1] if self.genre else tuple(kind for _, kinds in GENRES.values() for kind in kinds)

    @property
    def own(self) -> dict[str, str]:
        """What the address keeps beside the filters of the portfolio."""
        values = {
            "vue": "" if self.view == "mois" else self.view,
            "du": self.day.isoformat() if self.day else "",
            "au": self.until.isoformat() if self.until else "",
            "genre": self.genre,
            "retard": YES if self.late else "",
            "miens": YES if self.mine else "",
        }
        return {name: value for name, value in values.items() if value}

    def address(self, **more: str) -> str:
        query = urlencode(self.projects.chosen | self.own | {name: value for name, value in more.items() if value})
        return f"/calendrier?{query}" if query else "/calendrier"

    def but(self, **changes: object) -> "AgendaChoice":
        return replace(self, **changes)  # type: ignore[arg-type]


def read_day(text: str) -> date | None:
    """A day, or the first of a month, between the years 1900 and 2200."""
    try:
        day = date.fromisoformat(text if len(text) != len("2026-01") else f"{text}-01")
    except ValueError:
        return None
    return day if date(1900, 1, 1) <= day <= date(2199, 12, 31) else None
