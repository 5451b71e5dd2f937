"""Behind a door: its first page, leaving, and what was being sent when the visit had ended."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Writing
from app.doors.cookies import take_back
from app.doors.handlers import WAY
from app.doors.kinds import kind_of
from app.doors.sessions import end_session
from app.errors import NotFound
from app.invitations.resuming import resume_visit
from app.web.auth import Right, Router
from app.web.door import DoorIn
from app.web.forms import Posted
from app.web.templating import redirect, render

router = Router()
GOODBYE = "/acces/au-revoir"


@router.get(GOODBYE, right=Right.PUBLIC)
def goodbye(request: Request) -> Response:
    return render(request, "doors/goodbye.html")


@router.post(WAY.at, right=Right.PUBLIC)
def resume(request: Request, posted: Posted) -> Response:
    return resume_visit(request, str(posted.get("reprise", "")), WAY)


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
