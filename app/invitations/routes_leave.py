"""Leaving one's grid."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Writing
from app.invitations.cookies import take_back
from app.invitations.sessions import end_session
from app.web.auth import Right, Router
from app.web.guest import GuestIn
from app.web.templating import redirect, render

router = Router()


@router.get("/invitation/au-revoir", right=Right.PUBLIC)
def goodbye(request: Request) -> Response:
    return render(request, "invitations/goodbye.html")


@router.post("/ma-grille/{respondent_id}/deconnexion", right=Right.RESPOND)
def leave(request: Request, session: Writing, guest: GuestIn) -> Response:
    end_session(session, token_sha256=guest.token_sha256)
    return take_back(redirect(request, "/invitation/au-revoir"), guest.respondent_id)
