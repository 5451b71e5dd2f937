"""The page a door's link opens: it says what is asked and who will see it, and only its button opens anything."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.doors import service
from app.doors.cookies import give
from app.doors.queries import Link, find_link
from app.doors.sessions import end_session
from app.invitations import opening
from app.web.auth import Right, Router
from app.web.door import entered_on

router = Router()
LINK = "/acces/lien/{token}"


@router.get(LINK, right=Right.PUBLIC)
def link_page(request: Request, token: str) -> Response:
    return opening.show_link(request, token, LINKS)


@router.post(LINK, right=Right.PUBLIC)
def use_link(request: Request, token: str, session: Writing) -> Response:
    return opening.use_link(request, session, token, LINKS)


def _open(request: Request, session: Session, link: Link) -> opening.LetIn | None:
    """A visit in progress by the same door ends."""
    before = entered_on(request, session, link.door_id, clock.now())
    token = service.open_link(session, link=link, now=clock.now())
    if token is None:
        return None
    if before:
        end_session(session, token_sha256=before.token_sha256)
    return lambda response: give(response, link.door_id, token)


LINKS = opening.Links(find_link, _open, "doors/link.html", "doors/ended.html")
