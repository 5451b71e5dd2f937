"""A page behind a door asked for without its session, or too late: one kind page, whether the door exists or not."""

from fastapi import FastAPI
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.invitations.resuming import NOTHING_TYPED, Way, beside, link_needed
from app.web.door import ROOT, DoorNeeded, DoorOver, entered_on
from app.web.htmx import read_htmx
from app.web.templating import render

WAY = Way(ROOT, f"{ROOT}reprise", "Votre lien est de nouveau ouvert.", entered_on)


def install_doors(app: FastAPI) -> None:
    app.add_exception_handler(DoorNeeded, door_needed)
    app.add_exception_handler(DoorOver, door_over)


def door_needed(request: Request, error: Exception) -> Response:
    return link_needed(request, error.form if isinstance(error, DoorNeeded) else None, WAY)


def door_over(request: Request, error: Exception) -> Response:
    """What was typed too late is shown back, so that nothing is lost from sight."""
    if not isinstance(error, DoorOver):
        raise error
    if read_htmx(request).partial:
        return beside(request, 422, "Cette réponse arrive trop tard", error.sentence)
    return render(request, "doors/late.html", status=422, error=error, typed=_typed(error.form))


def _typed(form: FormData) -> list[str]:
    """The texts written, not the boxes ticked: those say nothing without their question."""
    values = (value for name, value in form.multi_items() if name not in NOTHING_TYPED and name != "opened_with")
    return [value for value in values if isinstance(value, str) and " " in value.strip()]
