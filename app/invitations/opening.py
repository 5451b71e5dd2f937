"""The page a personal link opens, of an invitation or of a door: only its button opens anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import address_of
from app.db import reading, writing
from app.invitations.forms import NewLink
from app.invitations.throttling import LINKS, check_place, note_try
from app.web.forms import fresh
from app.web.templating import redirect, render


class AnyLink(Protocol):
    @property
    def is_live(self) -> bool: ...

    @property
    def address(self) -> str: ...


Found = TypeVar("Found", bound=AnyLink)
LetIn = Callable[[Response], Response]


@dataclass(frozen=True)
class Links(Generic[Found]):
    """`open`: how the answer lets this browser in, None when the link no longer does; then the template of
    the page of a live link, and of one that has ended or is none."""

    find: Callable[[Session, str, datetime], Found | None]
    open: Callable[[Request, Session, Found], LetIn | None]
    page: str
    ended: str


def show_link(request: Request, token: str, links: Links[Found]) -> Response:
    """Mail scanners open links: opening this page uses nothing up. Only a link that is none leaves a trace."""
    now, ip = clock.now(), address_of(request)
    with reading(request.app.state.bind) as session:
        check_place(session, what=LINKS, ip=ip, now=now)
        link = links.find(session, token, now)
    if link is None:
        with writing(request.app.state.bind) as session:
            note_try(session, what=LINKS, ip=ip, now=now)
    return _page(request, link, token, links)


def use_link(request: Request, session: Session, token: str, links: Links[Found]) -> Response:
    now, ip = clock.now(), address_of(request)
    check_place(session, what=LINKS, ip=ip, now=now)
    link = links.find(session, token, now)
    if link is None:
        note_try(session, what=LINKS, ip=ip, now=now)
    let_in = links.open(request, session, link) if link else None
    if link is None or let_in is None:
        response = _page(request, link, token, links)
        request.state.refused = False  # the failed attempt itself is to be remembered
        return response
    return let_in(_discreet(redirect(request, link.address)))


def _page(request: Request, link: Found | None, token: str, links: Links[Found]) -> Response:
    if link is not None and link.is_live:
        return _discreet(render(request, links.page, link=link, token=token))
    status = 404 if link is None else 410
    return _discreet(render(request, links.ended, status=status, link=link, form=fresh(NewLink)))


def _discreet(response: Response) -> Response:
    """The address holds a secret: it is told to no site, and to no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
