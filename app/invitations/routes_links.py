"""The page a personal link opens: it says what it is about, and only its button opens anything."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import address_of
from app.db import Writing, reading, writing
from app.invitations import service
from app.invitations.cookies import give
from app.invitations.forms import NewLink
from app.invitations.queries import Link, find_link
from app.invitations.sessions import end_session
from app.invitations.throttling import LINKS, check_place, note_try
from app.models.invitation import InvitationPurpose
from app.web.auth import Right, Router
from app.web.forms import fresh
from app.web.guest import guest_on
from app.web.templating import redirect, render

router = Router()


@router.get("/invitation/{token}", right=Right.PUBLIC)
def link_page(request: Request, token: str) -> Response:
    """Mail scanners open links: opening this page uses nothing up. Only a link that is none leaves a trace."""
    now, ip = clock.now(), address_of(request)
    with reading(request.app.state.bind) as session:
        check_place(session, what=LINKS, ip=ip, now=now)
        link = find_link(session, token, now)
    if link is None:
        with writing(request.app.state.bind) as session:
            note_try(session, what=LINKS, ip=ip, now=now)
    return _page(request, link, token)


@router.post("/invitation/{token}", right=Right.PUBLIC)
def use_link(request: Request, token: str, session: Writing) -> Response:
    now, ip = clock.now(), address_of(request)
    check_place(session, what=LINKS, ip=ip, now=now)
    link = find_link(session, token, now)
    if link is None:
        note_try(session, what=LINKS, ip=ip, now=now)
    opened = _open(request, session, link) if link else None
    if link is None or opened is None:
        response = _page(request, link, token)
        request.state.refused = False  # the failed attempt itself is to be remembered
        return response
    return opened(discreet(redirect(request, link.address)))


def discreet(response: Response) -> Response:
    """The address holds a secret: it is told to no site, and to no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _open(request: Request, session: Session, link: Link) -> Callable[[Response], Response] | None:
    """How the answer lets this browser in. A visit in progress, from which one answers, also reads the results."""
    before = guest_on(request, session, link.respondent_id, clock.now())
    if before and link.is_live and link.for_results and before.purpose is InvitationPurpose.ANSWER:
        return lambda response: response
    token = service.open_link(session, link=link, now=clock.now())
    if token is None:
        return None
    if before:
        end_session(session, token_sha256=before.token_sha256)
    return lambda response: give(response, link.respondent_id, token)


def _page(request: Request, link: Link | None, token: str) -> Response:
    if link is not None and link.is_live:
        return discreet(render(request, "invitations/link.html", link=link, token=token))
    status = 404 if link is None else 410
    return discreet(render(request, "invitations/ended.html", status=status, link=link, form=fresh(NewLink)))
