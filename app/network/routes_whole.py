"""The network of the projects chosen: its pictures, all its ties, all its organisations."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.choice import Choice
from app.db import Reading
from app.network import sentences
from app.network.choices import PRESENCES, STANDINGS, OrganisationChoice, Slice, TieChoice, page_of
from app.network.drawing import profile_matrix, region_arcs
from app.network.pages import FEW, bridge_lines, is_too_wide, link_lines, newest, read_network
from app.projects.choices import read_choices
from app.projects.filters import PortfolioFilter
from app.projects.options import all_options
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
HERE = "/reseau"


@router.get(HERE, right=Right.CONSULT)
def whole(request: Request, session: Reading) -> Response:
    chosen = PortfolioFilter.from_query(request.query_params)
    if is_too_wide(session, chosen):
        return _narrow(request, session, HERE, chosen)
    network = read_network(session, chosen)
    return render(
        request,
        "network/whole.html",
        network=network,
        chosen=chosen,
        options=all_options(read_choices(session)),
        sentences=sentences,
        arcs=region_arcs(network),
        links=link_lines(network),
        matrix=profile_matrix(network),
        bridges=bridge_lines(network),
        present=[network.presence(number) for number in network.several[:FEW]],
        newest=newest(network),
    )


@router.get(f"{HERE}/liens", right=Right.CONSULT)
def ties(request: Request, session: Reading) -> Response:
    chosen, own = PortfolioFilter.from_query(request.query_params), TieChoice.from_query(request.query_params)
    if is_too_wide(session, chosen):
        return _narrow(request, session, f"{HERE}/liens", chosen)
    network = read_network(session, chosen)
    pairs = own.pairs(network)
    page = page_of(pairs, request.query_params)
    return render(
        request,
        "network/ties.html",
        network=network,
        options=all_options(read_choices(session)),
        caution=sentences.CAUTION,
        projects=len({meeting.project_id for pair in pairs for meeting in network.ties[pair]}),
        ties=[network.tie(pair) for pair in page.rows],
        standings=STANDINGS,
        **_pages(f"{HERE}/liens", chosen, own, page),
    )


@router.get(f"{HERE}/organisations", right=Right.CONSULT)
def organisations(request: Request, session: Reading) -> Response:
    chosen, own = PortfolioFilter.from_query(request.query_params), OrganisationChoice.from_query(request.query_params)
    if is_too_wide(session, chosen):
        return _narrow(request, session, f"{HERE}/organisations", chosen)
    network = read_network(session, chosen)
    page = page_of(own.organisations(network), request.query_params)
    return render(
        request,
        "network/organisations.html",
        network=network,
        options=all_options(read_choices(session)),
        present=[network.presence(number) for number in page.rows],
        presences=PRESENCES,
        **_pages(f"{HERE}/organisations", chosen, own, page),
    )


def _narrow(request: Request, session: Reading, here: str, chosen: PortfolioFilter) -> Response:
    """The filters alone: what to choose among so many projects."""
    return render(
        request,
        "network/narrow.html",
        here=here,
        chosen=chosen,
        options=all_options(read_choices(session)),
        sentence=sentences.TOO_WIDE,
    )


def _pages(here: str, chosen: PortfolioFilter, own: Choice, page: Slice) -> dict[str, Any]:
    """The list and the way to the pages beside it."""
    both = chosen.query(**own.chosen)
    before, after = (chosen.query(**own.chosen, page=number) if number else "" for number in (page.before, page.after))
    return {
        "here": here,
        "chosen": chosen,
        "own": own,
        "page": page,
        "query": f"?{both}" if both else "",
        "previous": f"{here}?{before}" if before else "",
        "next": f"{here}?{after}" if after else "",
    }
