"""Requests that change something must come from our own pages.

Three walls, in this order: what the browser says of its origin (`Sec-Fetch-Site`), else `Origin` or `Referer`, then a
token of the session carried by the form or by the `X-CSRF-Token` header. Before signing in, that of a cookie.
"""

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.errors import Forbidden
from app.settings import settings
from app.tokens import new_token
from app.web.cookies import BEFORE_SESSION, read_cookie, write_cookie
from app.web.outsider import outsider_of
from app.web.visitor import visitor_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"


def check_origin(request: Request) -> None:
    if not _comes_from_here(request):
        raise Forbidden("Cette demande ne vient pas d’une page du Fonds\u202f: elle n’a pas été exécutée.")


def check_token(request: Request, form: FormData, *, anonymous: bool) -> None:
    """`anonymous`: a form anyone may send stays good when its sender has signed in meanwhile, in another tab."""
    posted = form.get(FIELD) or request.headers.get(HEADER) or ""
    expected = {_expected_token(request)} | ({read_cookie(request, BEFORE_SESSION)} if anonymous else set())
    if not isinstance(posted, str) or not any(_equal(posted, token) for token in expected if token):
        raise Forbidden(
            "Cette page était ouverte depuis trop longtemps. Rechargez-la, puis recommencez.",
            link=request.url.path,
            link_label="Recharger la page",
        )


def csrf_token_for(request: Request) -> str:
    token = _expected_token(request)
    if not token:
        token = request.state.new_before_session_token = new_token()
    return token


def keep_before_session_cookie(request: Request, response: Response) -> None:
    token: str = getattr(request.state, "new_before_session_token", "")
    if token:
        write_cookie(response, BEFORE_SESSION, token)


def _comes_from_here(request: Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return source is not None and _origin(source) in {_origin(settings().base_url), _origin(str(request.base_url))}


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _expected_token(request: Request) -> str:
    outsider = outsider_of(request)
    if outsider is not None:
        return outsider.csrf_token
    visitor = visitor_of(request)
    if visitor is not None:
        return visitor.csrf_token
    fresh: str = getattr(request.state, "new_before_session_token", "")
    return fresh or read_cookie(request, BEFORE_SESSION)


def _equal(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())
