"""The portfolio: found, filtered, sorted, page by page."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading
from app.projects.choices import read_choices
from app.projects.filters import PortfolioFilter
from app.projects.options import Options, all_options
from app.projects.portfolio import PAGE_SIZE, read_portfolio
from app.projects.sorting import SORTS, Sort
from app.web.auth import Right, Router
from app.web.htmx import show_address
from app.web.templating import render

router = Router()
HERE = "/projets"


class SortLink(NamedTuple):
    address: str
    state: str


@router.get(HERE, right=Right.CONSULT)
def portfolio(request: Request, session: Reading) -> Response:
    query = request.query_params
    chosen, sort = PortfolioFilter.from_query(query), Sort.from_query(query)
    after, before = query.get("apres", ""), query.get("avant", "")
    found = read_portfolio(session, chosen, sort, today=clock.today(), after=after, before=before)
    options = all_options(read_choices(session))
    response = render(
        request,
        "projects/list.html",
        block="liste",
        chosen=chosen,
        sort=sort,
        sorts={name: SortLink(address(chosen, sort.by(name)), sort_state(sort, name)) for name in SORTS},
        portfolio=found,
        options=options,
        active=active(chosen, sort, options),
        export=f"/exports?{chosen.query()}" if chosen.chosen else "/exports",
        previous=address(chosen, sort, avant=found.previous) if found.previous else "",
        next=address(chosen, sort, apres=found.next) if found.next else "",
        page_size=PAGE_SIZE,
    )
    show_address(response, address(chosen, sort, apres=after, avant=before))
    return response


def address(chosen: PortfolioFilter, sort: Sort, **cursor: str) -> str:
    query = chosen.query(tri=sort.address, **cursor)
    return f"{HERE}?{query}" if query else HERE


def sort_state(sort: Sort, name: str) -> str:
    return sort.state if sort.name == name else ""


def active(chosen: PortfolioFilter, sort: Sort, options: Options) -> list[tuple[str, str]]:
    """Each filter in use, and the address without it."""
    used = chosen.chosen.items()
    return [(label_of(options, name, value), address(chosen.without(name), sort)) for name, value in used]


def label_of(options: Options, name: str, value: str) -> str:
    """How a filter in use is named; what was typed when it names nothing known."""
    if name == "q":
        return f"«\u00a0{value}\u00a0»"
    return next((choice.label for choice in options[name] if choice.value == value), value)
