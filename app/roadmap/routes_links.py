"""What serves a measure, from the measure's side: a search, then one press for each."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.choice import clean
from app.db import Reading, Writing
from app.projects.queries import get_project
from app.roadmap.linking import MOST, find, get_investment
from app.roadmap.pages import ONE, address_of
from app.roadmap.queries import get_measure, name_of
from app.roadmap.ties import link_investment, link_project, unlink_investment, unlink_project
from app.web.auth import Right, Router
from app.web.forms import Posted
from app.web.templating import redirect, render

router = Router()
SEARCH = f"{ONE}/rattacher"
PROJECT = f"{ONE}/projets/{{code}}"
INVESTMENT = f"{ONE}/investissements/{{investment_id}}"


@router.get(SEARCH, right=Right.EDIT)
def search(request: Request, session: Reading, number: int, q: str = "") -> Response:
    measure, text = get_measure(session, number), clean(q)
    return render(
        request,
        "roadmap/link.html",
        name=name_of(measure.number, measure.title),
        home=address_of(number),
        q=text,
        most=MOST,
        found=find(session, measure, text, clock.today()) if text else None,
    )


@router.post(PROJECT, right=Right.EDIT)
def tie_project(request: Request, session: Writing, posted: Posted, number: int, code: str) -> Response:
    project = get_project(session, code)
    link_project(session, get_measure(session, number), project)
    return _back(request, posted, number, f"«\u00a0{project.title}\u00a0» est rattaché.")


@router.post(f"{PROJECT}/retrait", right=Right.EDIT)
def untie_project(request: Request, session: Writing, posted: Posted, number: int, code: str) -> Response:
    project = get_project(session, code)
    unlink_project(session, get_measure(session, number), project)
    return _back(request, posted, number, f"«\u00a0{project.title}\u00a0» n’est plus rattaché.")


@router.post(INVESTMENT, right=Right.EDIT)
def tie_investment(request: Request, session: Writing, posted: Posted, number: int, investment_id: int) -> Response:
    link_investment(session, get_measure(session, number), get_investment(session, investment_id))
    return _back(request, posted, number, "L’investissement est rattaché.")


@router.post(f"{INVESTMENT}/retrait", right=Right.EDIT)
def untie_investment(request: Request, session: Writing, posted: Posted, number: int, investment_id: int) -> Response:
    unlink_investment(session, get_measure(session, number), get_investment(session, investment_id).id)
    return _back(request, posted, number, "L’investissement n’est plus rattaché.")


def _back(request: Request, posted: Posted, number: int, sentence: str) -> Response:
    """To the project it was done from; else to the measure."""
    asked = posted.get("projet")
    home = f"/projets/{asked}/feuille-de-route" if isinstance(asked, str) and _is_code(asked) else address_of(number)
    return redirect(request, home, flash=sentence)


def _is_code(text: str) -> bool:
    return text.isascii() and text.startswith("ODD17-") and text.replace("-", "").isalnum()
