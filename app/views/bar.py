"""The views above a list: those a person may open, the one shown, and the one found on opening the list."""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse

from app.models import User, ViewPage
from app.views.pages import PAGES, Page
from app.views.queries import ViewLine, views_of


@dataclass(frozen=True, slots=True)
class Bar:
    """`kept` is what a view would keep of what is shown: a view of the same filters is the one open."""

    page: Page
    views: tuple[ViewLine, ...]
    kept: str

    @property
    def view(self) -> ViewLine | None:
        return next((view for view in self.views if self.kept and view.query == self.kept), None)

    @property
    def everything(self) -> str:
        """The whole list: said aloud by who finds a view on opening it."""
        return self.page.everything if any(view.is_default for view in self.views) else self.page.address


def bar_of(session: Session, user: User, page: ViewPage, query: str) -> Bar:
    found = PAGES[page]
    return Bar(found, tuple(views_of(session, user, page)), found.keep(query))


def opened_with(request: Request, bar: Bar) -> RedirectResponse | None:
    """Where an address that asks nothing leads whoever chose a view for that list."""
    found = None if request.url.query else next((view for view in bar.views if view.is_default), None)
    return RedirectResponse(bar.page.shown(found.id, found.query), 303) if found and found.query else None
