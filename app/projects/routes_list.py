"""The portfolio: found, filtered, sorted, page by page, in the columns and under the view of each."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clock
from app.db import Reading
from app.projects.choices import read_choices
from app.projects.columns import BY_NAME
from app.projects.listing import ALL, HERE, Listing, unfolds
from app.projects.options import Options, all_options
from app.projects.portfolio import PAGE_SIZE, read_portfolio
from app.projects.rows import draw_lines
from app.projects.sorting import SORTS
from app.projects.ticking import read_ticks
from app.views.bulk.selection import Selection
from app.views.queries import ViewLine, views_of
from app.web.auth import Right, Router, SignedIn
from app.web.htmx import show_address
from app.web.templating import draw, render
from app.whole.lane import kept_for

router = Router()


class Looked(NamedTuple):
    """All that the rows depend on, beside the records."""

    listing: Listing
    after: str
    before: str
    everything: str
    may_choose: bool
    today: date


@router.get(HERE, right=Right.CONSULT)
def portfolio(request: Request, session: Reading, visitor: SignedIn) -> Response:
    query = request.query_params
    views = views_of(session, visitor.user)
    if asked := _unfolded(dict(query), views):
        return RedirectResponse(asked, 303)
    listing = _listing(request)
    after, before = query.get("apres", ""), query.get("avant", "")
    if "projet" in query or "vus" in query:
        return RedirectResponse(listing.address(apres=after, avant=before), 303)
    kept = kept_for(request, session)
    options = kept.get("options", lambda: all_options(read_choices(session)))
    looked = Looked(listing, after, before, everything(views), visitor.can("edit"), clock.today())
    response = render(
        request,
        "projects/list.html",
        block="liste",
        listing=listing,
        active=active(listing, options),
        everything=looked.everything,
        fields=kept.get(("fields", listing.chosen, *listing.hidden.items()), lambda: draw_fields(listing, options)),
        rows=kept.get(looked, lambda: draw_rows(session, looked)),
        by_hand=dict(listing.ticked.carried).get("choisis", ""),
        views=views,
        view=_shown(listing, views),
    )
    show_address(response, listing.address(apres=after, avant=before))
    return response


def draw_fields(listing: Listing, options: Options) -> Markup:
    return draw("projects/_fields.html", chosen=listing.chosen, options=options, hidden=listing.hidden)


def draw_rows(session: Session, looked: Looked) -> Markup:
    listing = looked.listing
    found = read_portfolio(
        session,
        listing.chosen,
        listing.sort,
        today=looked.today,
        after=looked.after,
        before=looked.before,
        groups=listing.columns.groups,
    )
    ticks = read_ticks(session, listing.ticked, found.lines, looked.today)
    return draw(
        "projects/_rows.html",
        listing=listing,
        chosen=listing.chosen,
        columns=listing.columns.shown,
        sorts={name: listing.sort_link(name) for name in SORTS},
        portfolio=found,
        lines=draw_lines(found.lines, listing.columns.shown, choosing=looked.may_choose, here=ticks.here),
        active=bool(listing.chosen.chosen),
        everything=looked.everything,
        export=f"/exports?{listing.chosen.query()}" if listing.chosen.chosen else "/exports",
        previous=listing.address(avant=found.previous) if found.previous else "",
        next=listing.address(apres=found.next) if found.next else "",
        page_size=PAGE_SIZE,
        choosing=looked.may_choose,
        after=found.next,
        before=found.previous,
        ticks=ticks,
        carried=[*listing.chosen.chosen.items(), *listing.hidden.items(), *ticks.hidden],
        unticked=listing.unticked.address(apres=looked.after, avant=looked.before),
    )


@router.get(f"{HERE}/colonnes", right=Right.CONSULT)
def choose_columns(request: Request) -> Response:
    """Every button is an address: nothing is kept until the list is seen, or saved as a view."""
    listing = _listing(request)
    columns = listing.columns
    here = f"{HERE}/colonnes?"
    return render(
        request,
        "projects/columns.html",
        listing=listing,
        shown=[
            (
                column,
                here + listing.with_columns(columns.moved(column.name, -1)).query(),
                here + listing.with_columns(columns.moved(column.name, 1)).query(),
                here + listing.with_columns(columns.without(column.name)).query(),
            )
            for column in columns.shown
        ],
        others=[
            (column, here + listing.with_columns(columns.adding(column.name)).query()) for column in columns.others
        ],
        usual=here + listing.with_columns(type(columns)()).query(),
        count=len(BY_NAME),
    )


def _listing(request: Request) -> Listing:
    """With what is ticked, boxes of the page just left included."""
    ticked = Selection.read(request.query_params).by_hand()
    return replace(Listing.from_query(request.query_params), ticked=ticked)


def everything(views: list[ViewLine]) -> str:
    """The whole portfolio: said aloud by who finds another view on opening it."""
    return f"{HERE}?vue={ALL}" if any(view.is_default for view in views) else HERE


def active(listing: Listing, options: Options) -> list[tuple[str, str]]:
    """Each filter in use, and the address without it."""
    used = listing.chosen.chosen.items()
    return [(label_of(options, name, value), listing.without(name).address()) for name, value in used]


def label_of(options: Options, name: str, value: str) -> str:
    """How a filter in use is named; what was typed when it names nothing known."""
    if name == "q":
        return f"«\u00a0{value}\u00a0»"
    return next((choice.label for choice in options[name] if choice.value == value), value)


def _unfolded(query: dict[str, str], views: list[ViewLine]) -> str:
    """Where an address that only names a view leads: its filters, in full; so does the list, to one's own view."""
    if unfolds(query):
        found = next((view for view in views if str(view.id) == query["vue"]), None)
    else:
        found = None if query else next((view for view in views if view.is_default), None)
    return f"{HERE}?{found.query}&vue={found.id}" if found and found.query else ""


def _shown(listing: Listing, views: list[ViewLine]) -> ViewLine | None:
    return next((view for view in views if view.id == listing.view_id), None)
