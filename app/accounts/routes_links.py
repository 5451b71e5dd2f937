"""Signing in by a link received by mail: it serves once, within minutes, and only when its button is pressed."""

import structlog
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import service
from app.accounts.cookies import place_of
from app.accounts.entering import enter
from app.accounts.forms import LinkRequest
from app.accounts.throttling import ASKED, USED, check_place, note_try
from app.db import Writing
from app.errors import Refused
from app.models.sign_in import Method
from app.web.auth import Right, Router
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import render

log = structlog.get_logger("odd17.accounts")
router = Router()


@router.get("/connexion/lien", right=Right.PUBLIC)
def ask_page(request: Request) -> Response:
    return _page(request, fresh(LinkRequest))


@router.post("/connexion/lien", right=Right.PUBLIC)
def ask(request: Request, posted: Posted, session: Writing) -> Response:
    """The same answer whether the address is known or not; the letter leaves after the answer."""
    form = bind(LinkRequest, posted)
    if form.has_errors:
        return _page(request, form, 422)
    place, now = place_of(request), clock.now()
    with faults_on(form, session):
        check_place(session, what=ASKED, place=place, now=now)
    if form.has_errors:
        return _page(request, form, 422)
    note_try(session, what=ASKED, place=place, now=now)
    service.ask_for_link(session, email=form.data.email, now=now)
    return render(request, "accounts/link_sent.html", reprise=form.data.reprise)


@router.post("/connexion/lien/demande", right=Right.PUBLIC)
def ask_keeping(request: Request, posted: Posted) -> Response:
    """The same page, holding what was being sent when the session ended."""
    return _page(request, fresh(LinkRequest, {"reprise": posted.get("reprise", "")}))


@router.get("/connexion/lien/{token}", right=Right.PUBLIC)
def link_page(request: Request, token: str) -> Response:
    """Mail scanners open links: opening this page uses nothing up."""
    response = render(request, "accounts/link.html", token=token)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@router.post("/connexion/lien/{token}", right=Right.PUBLIC)
def use_link(request: Request, token: str, session: Writing) -> Response:
    """With a second factor, the link is the first one only."""
    place, now = place_of(request), clock.now()
    check_place(session, what=USED, place=place, now=now)
    try:
        user = service.use_sign_in_link(session, token=token, now=now)
    except Refused as refusal:
        note_try(session, what=USED, place=place, now=now)
        log.warning("link_refused")
        return _dead(request, refusal.sentence)
    return enter(request, session, user, Method.LINK)


def _dead(request: Request, sentence: str) -> Response:
    form = fresh(LinkRequest)
    form.refuse("", sentence)
    response = _page(request, form, 422)
    request.state.refused = False  # the failed attempt itself is to be remembered
    return response


def _page(request: Request, form: BoundForm[LinkRequest], status: int = 200) -> Response:
    return render(request, "accounts/ask_link.html", status=status, form=form)
