"""What a partner was sending when its visit had ended comes back once its link is open again."""

import re

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.resume import Kept, unpacked
from app.db import reading
from app.invitations.handlers import ask_for_link
from app.web.auth import Right, Router
from app.web.forms import Posted
from app.web.guest import ROOT, Guest, guest_on
from app.web.templating import redirect, render

router = Router()
OWN_PAGE = re.compile(rf"{ROOT}([0-9]{{1,18}})/")


@router.post("/invitation/reprise", right=Right.PUBLIC)
def resume(request: Request, posted: Posted) -> Response:
    reprise = str(posted.get("reprise", ""))
    kept = unpacked(reprise)
    if kept is None or not OWN_PAGE.match(kept.action):
        return redirect(request, "/invitation/nouveau-lien")
    guest = _guest_for(request, kept)
    if guest is None:
        return ask_for_link(request, reprise)
    return render(request, "invitations/resume.html", kept=kept, guest=guest, csrf_token=guest.csrf_token)


def _guest_for(request: Request, kept: Kept) -> Guest | None:
    found = OWN_PAGE.match(kept.action)
    with reading(request.app.state.bind) as session:
        return guest_on(request, session, int(found[1]), clock.now()) if found else None
