"""A page of a grid asked for without its session: one kind page, the same whether the grid exists or not."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.invitations.forms import NewLink
from app.web.forms import fresh
from app.web.guest import GuestNeeded
from app.web.htmx import read_htmx, retarget
from app.web.templating import render

TITLE = "Ouvrez votre lien"
KEPT_HERE = (
    "Ouvrez de nouveau le lien reçu par courriel, puis revenez\u00a0: ce que vous avez écrit reste sur cette page."
)


def install_invitations(app: FastAPI) -> None:
    app.add_exception_handler(GuestNeeded, guest_needed)


def guest_needed(request: Request, error: Exception) -> Response:
    if read_htmx(request).partial:
        message = {"title": TITLE, "sentence": KEPT_HERE, "link": None, "link_label": None}
        response = render(request, "errors/_message.html", status=401, **message)
        retarget(response, "#messages")
        return response
    return render(request, "invitations/ask.html", status=401, form=fresh(NewLink))
