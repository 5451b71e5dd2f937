"""The list of qualifications, and the same as a file."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.models import QualificationStatus
from app.partners.listing import region_choices
from app.qualification.files import levels_csv
from app.qualification.listing import QualificationFilter, read_qualifications
from app.qualification.queries import EVERYWHERE, HERE
from app.qualification.versions import current_version
from app.web.auth import Right, Router
from app.web.htmx import show_address
from app.web.templating import render
from evaluation import INTERREGIONAL

router = Router()
STATES = [(state.value, state.label.capitalize()) for state in QualificationStatus]


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading) -> Response:
    chosen = QualificationFilter.from_query(request.query_params)
    after, before = place_of(request)
    page = read_qualifications(session, chosen, after=after, before=before)
    values = filter_values(session, HERE, chosen)
    response = render(
        request,
        "qualification/list.html",
        block="liste",
        page=page,
        version=current_version(session),
        previous=address(HERE, chosen, avant=page.previous) if page.previous else "",
        next=address(HERE, chosen, apres=page.next) if page.next else "",
        **values,
    )
    show_address(response, address(HERE, chosen, apres=after, avant=before))
    return response


@router.get(f"{HERE}/niveaux.csv", right=Right.EXPORT)
def as_file(request: Request, session: Reading) -> Response:
    return levels_csv(session, QualificationFilter.from_query(request.query_params))


def address(here: str, chosen: QualificationFilter, **place: str) -> str:
    query = chosen.query(**place)
    return f"{here}?{query}" if query else here


def filter_values(session: Reading, here: str, chosen: QualificationFilter) -> dict[str, Any]:
    """What the filters propose, and those in use with the address without each."""
    regions = [(row.code, row.label) for row in region_choices(session)]
    words = chosen.words(dict(regions))
    return {
        "here": here,
        "chosen": chosen,
        "query": f"?{chosen.query()}" if chosen.chosen else "",
        "regions": [*regions, (INTERREGIONAL, EVERYWHERE)],
        "states": STATES,
        "active": [(text, address(here, chosen.without(name))) for name, text in words.items()],
    }


def place_of(request: Request) -> tuple[str, str]:
    return request.query_params.get("apres", ""), request.query_params.get("avant", "")
