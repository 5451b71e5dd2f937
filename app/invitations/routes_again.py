"""A partner whose link is lost, or has ended, has it sent again."""

from datetime import datetime

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import address_of
from app.db import Bind, Writing, writing
from app.doors import service as doors
from app.invitations import service
from app.invitations.forms import NewLink
from app.invitations.throttling import REQUESTS, check_place, note_try
from app.journal.context import acting_as
from app.web.auth import Right, Router
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import render

router = Router()
HERE = "/invitation/nouveau-lien"


@router.get(HERE, right=Right.PUBLIC)
def ask_page(request: Request) -> Response:
    return _page(request, fresh(NewLink))


@router.post(HERE, right=Right.PUBLIC)
def ask(request: Request, posted: Posted, session: Writing) -> Response:
    """The same answer, in the same time, whether the address is known or not: it is looked up once it has left."""
    form = bind(NewLink, posted)
    if form.has_errors:
        return _page(request, form, 422)
    now, ip = clock.now(), address_of(request)
    check_place(session, what=REQUESTS, ip=ip, now=now)
    note_try(session, what=REQUESTS, ip=ip, now=now)
    response = render(request, "invitations/sent.html")
    response.background = BackgroundTask(_send_again, request.app.state.bind, form.data.email, now)
    return response


def _send_again(bind: Bind, email: str, now: datetime) -> None:
    with acting_as("page", route=f"POST {HERE}"), writing(bind) as session:
        service.ask_again(session, email=email, now=now)
        doors.ask_again(session, email=email, now=now)


def _page(request: Request, form: BoundForm[NewLink], status: int = 200) -> Response:
    return render(request, "invitations/again.html", status=status, form=form)
