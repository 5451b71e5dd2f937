"""The session cookie, written when someone signs in and dropped when they leave."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.sessions import end_session, open_session
from app.models.user import User
from app.web.cookies import SESSION, drop_cookie, write_cookie
from app.web.visitor import become, visitor_of


def start(request: Request, session: Session, user: User) -> str:
    """Open a new session, ending the one this browser may still hold."""
    before = visitor_of(request)
    if before is not None:
        end_session(session, token_sha256=before.token_sha256)
    token = open_session(
        session, user=user, now=clock.now(), ip=address_of(request), agent=request.headers.get("User-Agent")
    )
    become(request, session, user, token)
    return token


def give(response: Response, token: str) -> Response:
    write_cookie(response, SESSION, token)
    return response


def take_back(response: Response) -> Response:
    """Leaving a shared computer: nothing of this site stays in the browser."""
    drop_cookie(response, SESSION)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""
