"""The page a partner's link opens: it says what it is about, and only its button opens anything."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.invitations import opening, service
from app.invitations.cookies import give
from app.invitations.queries import Link, find_link
from app.invitations.sessions import end_session
from app.models.invitation import InvitationPurpose
from app.web.auth import Right, Router
from app.web.guest import guest_on

router = Router()
LINK = "/invitation/{token}"


@router.get(LINK, right=Right.PUBLIC)
def link_page(request: Request, token: str) -> Response:
    return opening.show_link(request, token, LINKS)


@router.post(LINK, right=Right.PUBLIC)
def use_link(request: Request, token: str, session: Writing) -> Response:
    return opening.use_link(request, session, token, LINKS)


def _open(request: Request, session: Session, link: Link) -> opening.LetIn | None:
    """A visit in progress, from which one answers, also reads the results."""
    before = guest_on(request, session, link.respondent_id, clock.now())
    if before and link.is_live and link.for_results and before.purpose is InvitationPurpose.ANSWER:
        return lambda response: response
    token = service.open_link(session, link=link, now=clock.now())
    if token is None:
        return None
    if before:
        end_session(session, token_sha256=before.token_sha256)
    return lambda response: give(response, link.respondent_id, token)


LINKS = opening.Links(find_link, _open, "invitations/link.html", "invitations/ended.html")
