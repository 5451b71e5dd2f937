"""Behind a door: its first page, leaving, and what was being sent when the visit had ended."""

import re

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.resume import Kept, unpacked
from app.db import Writing, reading
from app.doors.cookies import take_back
from app.doors.handlers import ask_for_link
from app.doors.kinds import kind_of
from app.doors.sessions import end_session
from app.errors import NotFound
from app.web.auth import Right, Router
from app.web.door import ROOT, DoorIn, Entered, entered_on
from app.web.forms import Posted
from app.web.templating import redirect, render

router = Router()
OWN_PAGE = re.compile(rf"{ROOT}([0-9]{{1,18}})/")
GOODBYE = "/acces/au-revoir"


@router.get(GOODBYE, right=Right.PUBLIC)
def goodbye(request: Request) -> Response:
    return render(request, "doors/goodbye.html")


@router.post("/acces/reprise", right=Right.PUBLIC)
def resume(request: Request, posted: Posted) -> Response:
    reprise = str(posted.get("reprise", ""))
    kept = unpacked(reprise)
    if kept is None or not OWN_PAGE.match(kept.action):
        return redirect(request, "/invitation/nouveau-lien")
    entered = _entered_for(request, kept)
    if entered is None:
        return ask_for_link(request, reprise)
    return render(request, "doors/resume.html", kept=kept, guest=entered, csrf_token=entered.csrf_token)


@router.get("/acces/{door_id}", right=Right.ENTER)
def first_page(request: Request, entered: DoorIn) -> Response:
    kind = kind_of(entered.kind)
    if kind is None:
        raise NotFound
    return redirect(request, kind.start(entered.door_id))


@router.post("/acces/{door_id}/deconnexion", right=Right.ENTER)
def leave(request: Request, session: Writing, entered: DoorIn) -> Response:
    end_session(session, token_sha256=entered.token_sha256)
    return take_back(redirect(request, GOODBYE), entered.door_id)


def _entered_for(request: Request, kept: Kept) -> Entered | None:
    found = OWN_PAGE.match(kept.action)
    with reading(request.app.state.bind) as session:
        return entered_on(request, session, int(found[1]), clock.now()) if found else None
