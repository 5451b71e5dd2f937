"""A page of a grid asked for without its session: one kind page, the same whether the grid exists or not."""

from fastapi import FastAPI
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.accounts.resume import packed
from app.invitations.forms import NewLink
from app.web import once
from app.web.forms import fresh
from app.web.guest import GuestNeeded
from app.web.htmx import read_htmx, retarget
from app.web.templating import render

TITLE = "Ouvrez votre lien"
KEPT_HERE = (
    "Ouvrez de nouveau le lien reçu par courriel, puis revenez\u00a0: ce que vous avez écrit reste sur cette page."
)
NOTHING_TYPED = {"csrf_token", once.KEY, "version"}


def install_invitations(app: FastAPI) -> None:
    app.add_exception_handler(GuestNeeded, guest_needed)


def guest_needed(request: Request, error: Exception) -> Response:
    if read_htmx(request).partial:
        message = {"title": TITLE, "sentence": KEPT_HERE, "link": None, "link_label": None}
        response = render(request, "errors/_message.html", status=401, **message)
        retarget(response, "#messages")
        return response
    form = error.form if isinstance(error, GuestNeeded) else None
    return ask_for_link(request, _kept(request, form))


def ask_for_link(request: Request, reprise: str = "") -> Response:
    return render(request, "invitations/ask.html", status=401, form=fresh(NewLink), reprise=reprise)


def _kept(request: Request, form: FormData | None) -> str:
    """What was being sent travels in the page, and is sent again once the link is open."""
    if form is None or not set(form.keys()) - NOTHING_TYPED:
        return ""
    return packed(request.url.path, form)
