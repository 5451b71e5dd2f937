"""The page a personal link opens: it says what is asked and who will see it, and only its button opens anything."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import address_of
from app.db import Writing, reading, writing
from app.doors import service
from app.doors.cookies import give
from app.doors.queries import Link, find_link
from app.doors.sessions import end_session
from app.invitations.forms import NewLink
from app.invitations.routes_links import discreet
from app.invitations.throttling import LINKS, check_place, note_try
from app.web.auth import Right, Router
from app.web.door import entered_on
from app.web.forms import fresh
from app.web.templating import redirect, render

router = Router()
LINK = "/acces/lien/{token}"


@router.get(LINK, right=Right.PUBLIC)
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


@router.post(LINK, right=Right.PUBLIC)
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


def _open(request: Request, session: Session, link: Link) -> Callable[[Response], Response] | None:
    """How the answer lets this browser in; a visit in progress by the same door ends."""
    before = entered_on(request, session, link.door_id, clock.now())
    token = service.open_link(session, link=link, now=clock.now())
    if token is None:
        return None
    if before:
        end_session(session, token_sha256=before.token_sha256)
    return lambda response: give(response, link.door_id, token)


def _page(request: Request, link: Link | None, token: str) -> Response:
    if link is not None and link.is_live:
        return discreet(render(request, "doors/link.html", link=link, token=token))
    status = 404 if link is None else 410
    return discreet(render(request, "doors/ended.html", status=status, link=link, form=fresh(NewLink)))
