"""The lists whose views are saved: where each is, how it is named, and what a view keeps of its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from app.agenda.choice import AgendaChoice
from app.choice import clean
from app.followup.queries import FollowUpFilter
from app.models import ViewPage
from app.projects.listing import ALL, kept_query

MOST = 500


@dataclass(frozen=True, slots=True)
class Page:
    """`of` follows « Vues »; `by_number`: an address there names the view, which the list knows how to carry along."""

    page: ViewPage
    address: str
    name: str
    of: str
    opens_with: str
    keep: Callable[[str], str]
    by_number: bool = False

    def shown(self, view_id: int, query: str) -> str:
        if self.by_number:
            return f"{self.address}?vue={view_id}"
        return f"{self.address}?{query}" if query else self.everything

    def filtered(self, query: str) -> str:
        return f"{self.address}?{query}" if query else self.address

    @property
    def everything(self) -> str:
        """For who finds a view on opening the list, and wants all of it."""
        return f"{self.address}?vue={ALL}"


def only(*names: str) -> Callable[[str], str]:
    """What was typed under these names, in their order."""

    def keep(query: str) -> str:
        given = dict(parse_qsl(query))
        values = {name: clean(given.get(name, ""))[:MOST] for name in names}
        return urlencode({name: value for name, value in values.items() if value})

    return keep


def of_follow_up(query: str) -> str:
    return FollowUpFilter.from_query(dict(parse_qsl(query))).query()


def of_calendar(query: str) -> str:
    """Not the month that was open that day: the calendar opens on today."""
    chosen = AgendaChoice.from_query(dict(parse_qsl(query))).but(day=None, until=None)
    return urlencode(chosen.projects.chosen | chosen.own)


PAGES: Mapping[ViewPage, Page] = {
    page.page: page
    for page in (
        Page(
            ViewPage.PROJECTS,
            "/projets",
            "Portefeuille",
            "du portefeuille",
            "le portefeuille",
            kept_query,
            by_number=True,
        ),
        Page(
            ViewPage.ORGANISATIONS,
            "/partenaires",
            "Partenaires",
            "des partenaires",
            "les partenaires",
            only("q", "profil", "region"),
        ),
        Page(
            ViewPage.CAMPAIGNS,
            "/campagnes",
            "Campagnes",
            "des campagnes",
            "les campagnes",
            only("q", "moment", "statut", "projet", "region"),
        ),
        Page(ViewPage.FOLLOW_UP, "/suivi", "Suivi des réponses", "du suivi", "le suivi", of_follow_up),
        Page(
            ViewPage.CALENDAR,
            "/calendrier",
            "Calendrier\u00a0: jalons, tranches",
            "du calendrier",
            "le calendrier",
            of_calendar,
        ),
    )
}


def page_named(name: str) -> Page:
    """The portfolio when the address names no list."""
    return PAGES[ViewPage(name) if name in set(ViewPage) else ViewPage.PROJECTS]
