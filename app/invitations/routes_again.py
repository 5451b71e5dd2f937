"""A partner whose link is lost, or has ended, has it sent again."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import address_of
from app.db import Writing
from app.invitations import service
from app.invitations.forms import NewLink
from app.invitations.throttling import REQUESTS, check_place, note_try
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
    """The same answer whether the address is known or not."""
    form = bind(NewLink, posted)
    if form.has_errors:
        return _page(request, form, 422)
    now, ip = clock.now(), address_of(request)
    check_place(session, what=REQUESTS, ip=ip, now=now)
    note_try(session, what=REQUESTS, ip=ip, now=now)
    service.ask_again(session, email=form.data.email, now=now)
    return render(request, "invitations/sent.html")


def _page(request: Request, form: BoundForm[NewLink], status: int = 200) -> Response:
    return render(request, "invitations/again.html", status=status, form=form)
