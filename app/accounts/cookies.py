"""The cookies of signing in: the session, the step between two factors, the browser known from a former time."""

from datetime import timedelta

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.events import REMEMBERED, Kind, Place, has_been_at, has_signed_in, is_known, note
from app.accounts.sessions import end_session, open_session
from app.accounts.steps import LASTS
from app.models.sign_in import Method
from app.models.user import User
from app.tokens import new_token
from app.web.cookies import BROWSER, SESSION, STEP, drop_cookie, read_cookie, write_cookie
from app.web.visitor import become, visitor_of


def start(
    request: Request, session: Session, user: User, method: Method | None = None, *, second_factor: bool = False
) -> str:
    """Open a new session, ending the one this browser may still hold; the person is told of a browser never seen."""
    now, place = clock.now(), place_of(request)
    before = visitor_of(request)
    if before is not None:
        end_session(session, token_sha256=before.token_sha256)
    token = open_session(
        session, user=user, now=now, ip=place.ip, agent=place.agent, method=method, second_factor=second_factor
    )
    _remember(request, session, user, place, method)
    become(request, session, user, token)
    return token


def give(request: Request, response: Response, token: str) -> Response:
    write_cookie(response, SESSION, token)
    browser: str = getattr(request.state, "browser", "")
    if browser:
        write_cookie(response, BROWSER, browser, max_age=_seconds(REMEMBERED))
    if read_cookie(request, STEP):
        drop_cookie(response, STEP)
    return response


def give_step(response: Response, token: str) -> Response:
    write_cookie(response, STEP, token, max_age=_seconds(LASTS))
    return response


def take_back(response: Response) -> Response:
    """Leaving a shared computer: nothing of this site stays in the browser."""
    drop_cookie(response, SESSION)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def place_of(request: Request) -> Place:
    return Place(address_of(request), request.headers.get("User-Agent"), read_cookie(request, BROWSER))


def _remember(request: Request, session: Session, user: User, place: Place, method: Method | None) -> None:
    now = clock.now()
    known = is_known(session, user_id=user.id, place=place, now=now)
    new = not known and has_signed_in(session, user_id=user.id)
    tell = new and not has_been_at(session, user_id=user.id, place=place, now=now, same_browser=True)
    request.state.browser = place.browser if known else new_token()
    place = Place(place.ip, place.agent, request.state.browser)
    note(session, user_id=user.id, kind=Kind.SIGNED_IN, now=now, place=place, method=method, tell=tell)
    user.last_signed_in_at = now


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
