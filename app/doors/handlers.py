"""A page behind a door asked for without its session, or too late: one kind page, whether the door exists or not."""

from fastapi import FastAPI
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.accounts.resume import packed
from app.invitations.forms import NewLink
from app.invitations.handlers import KEPT_HERE, NOTHING_TYPED, TITLE
from app.web.door import DoorNeeded, DoorOver
from app.web.forms import fresh
from app.web.htmx import read_htmx, retarget
from app.web.templating import render


def install_doors(app: FastAPI) -> None:
    app.add_exception_handler(DoorNeeded, door_needed)
    app.add_exception_handler(DoorOver, door_over)


def door_needed(request: Request, error: Exception) -> Response:
    if read_htmx(request).partial:
        return _message(request, 401, TITLE, KEPT_HERE)
    form = error.form if isinstance(error, DoorNeeded) else None
    return ask_for_link(request, _kept(request, form))


def ask_for_link(request: Request, reprise: str = "") -> Response:
    return render(request, "doors/ask.html", status=401, form=fresh(NewLink), reprise=reprise)


def door_over(request: Request, error: Exception) -> Response:
    """What was typed too late is shown back, so that nothing is lost from sight."""
    if not isinstance(error, DoorOver):
        raise error
    if read_htmx(request).partial:
        return _message(request, 422, "Cette réponse arrive trop tard", error.sentence)
    return render(request, "doors/late.html", status=422, error=error, typed=_typed(error.form))


def _message(request: Request, status: int, title: str, sentence: str) -> Response:
    words = {"title": title, "sentence": sentence, "link": None, "link_label": None}
    response = render(request, "errors/_message.html", status=status, **words)
    retarget(response, "#messages")
    return response


def _kept(request: Request, form: FormData | None) -> str:
    """What was being sent travels in the page, and is sent again once the link is open."""
    if form is None or not set(form.keys()) - NOTHING_TYPED:
        return ""
    return packed(request.url.path, form)


def _typed(form: FormData) -> list[str]:
    """The texts written, not the boxes ticked: those say nothing without their question."""
    values = (value for name, value in form.multi_items() if name not in NOTHING_TYPED and name != "opened_with")
    return [value for value in values if isinstance(value, str) and " " in value.strip()]
