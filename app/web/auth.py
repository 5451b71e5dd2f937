"""Every route declares the right it asks for; the router checks it, and the CSRF walls, before the route runs."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, params
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.routing import BaseRoute

from app.errors import Forbidden
from app.web.csrf import SAFE_METHODS, check_origin, check_token
from app.web.door import check_entered, check_in_time
from app.web.finding import ShortList
from app.web.guest import check_guest, check_still_open
from app.web.once import once
from app.web.passage import PageRoute
from app.web.posted import Posted
from app.web.rights import BY_LINK, ROLE_RIGHTS, Right
from app.web.visitor import Visitor, visitor_of

__all__ = [
    "CONFIRMATION",
    "FACTOR",
    "ROLE_RIGHTS",
    "FactorNeeded",
    "Right",
    "Router",
    "SignInNeeded",
    "SignedIn",
    "Visitor",
    "rights_of_routes",
    "visitor_of",
]

MARK = "x-right"
FACTOR = "/mon-compte/second-facteur"
CONFIRMATION = "/mon-compte/confirmation"


class SignInNeeded(Exception):  # noqa: N818  (a refusal, not a breakdown)
    """Nobody is signed in, or no longer: `form` is what was being sent, so that it is not lost."""

    def __init__(self, form: FormData | None = None) -> None:
        super().__init__("sign-in needed")
        self.form = form


class FactorNeeded(Exception):  # noqa: N818  (a refusal, not a breakdown)
    """The role of this person asks for a second factor: nothing else is done before there is one."""


class Router(ShortList):
    """An APIRouter whose routes cannot be declared without `right=`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"route_class": PageRoute} | options)

    def get(self, path: str, *, right: Right, **options: Any) -> Callable[..., Any]:  # type: ignore[override]
        return self._declare(path, "GET", right, options)

    def post(self, path: str, *, right: Right, **options: Any) -> Callable[..., Any]:  # type: ignore[override]
        return self._declare(path, "POST", right, options)

    def guards(self, method: str, right: Right) -> list[params.Depends]:
        """What is checked before the route runs."""
        return _guards(method, right)

    def _declare(self, path: str, method: str, right: Right, options: dict[str, Any]) -> Callable[..., Any]:
        own: Sequence[params.Depends] = options.pop("dependencies", ())
        options.setdefault("include_in_schema", False)
        options.setdefault("response_model", None)
        options["openapi_extra"] = {MARK: right.value}
        methods = options.pop("methods", [method])
        return self.api_route(path, methods=methods, dependencies=[*self.guards(method, right), *own], **options)


def signed_in(request: Request) -> Visitor:
    visitor = visitor_of(request)
    if visitor is None:
        raise SignInNeeded
    return visitor


SignedIn = Annotated[Visitor, Depends(signed_in)]


def rights_of_routes(routes: Sequence[BaseRoute]) -> dict[tuple[str, str], Right | None]:
    """(method, path) → right, None when a route was declared without one."""
    found: dict[tuple[str, str], Right | None] = {}
    for context in iter_route_contexts(routes):
        if not context.methods:
            continue
        extra = context.openapi_extra if isinstance(context.original_route, APIRoute) else None
        for method in context.methods - {"HEAD"}:
            found[method, str(context.path)] = Right(extra[MARK]) if extra and MARK in extra else None
    return found


def local_path(url: str, default: str = "/") -> str:
    """Only a path of this site: never a way to send someone elsewhere after signing in."""
    elsewhere = not url.startswith("/") or url.startswith("//") or "\\" in url
    return default if elsewhere or any(ord(character) < 32 for character in url) else url


def sign_in_address(wanted: str) -> str:
    return "/connexion" if wanted == "/" else f"/connexion?{urlencode({'suite': wanted})}"


def _guards(method: str, right: Right) -> list[params.Depends]:
    if method in SAFE_METHODS:
        return [Depends(_reading_guard(right))]
    return [Depends(_writing_guard(right)), Depends(once, scope="function")]


def _reading_guard(right: Right) -> Callable[[Request], None]:
    def guard(request: Request) -> None:
        _check_someone(request, right, None)
        _check_right(request, right)

    return guard


def _writing_guard(right: Right) -> Callable[[Request, FormData], None]:
    """Order matters: where it comes from, then who, then the token, then the right."""

    def guard(request: Request, form: Posted) -> None:
        check_origin(request)
        _check_someone(request, right, form)
        check_token(request, form, anonymous=right is Right.PUBLIC)
        _check_right(request, right)
        if right is Right.RESPOND:
            check_still_open(request, form)
        elif right is Right.ENTER:
            check_in_time(request, form)

    return guard


def _check_someone(request: Request, right: Right, form: FormData | None) -> None:
    """Whoever came by a link on its own pages, a person of the fund elsewhere; each is nobody on the other's."""
    if right is Right.RESPOND:
        check_guest(request, form)
    elif right is Right.ENTER:
        check_entered(request, form)
    elif visitor_of(request) is None and right is not Right.PUBLIC:
        raise SignInNeeded(form)


def _check_right(request: Request, right: Right) -> None:
    if right is Right.PUBLIC or right in BY_LINK:
        return
    visitor = visitor_of(request)
    if visitor is not None and visitor.needs_factor and not request.url.path.startswith((FACTOR, CONFIRMATION)):
        raise FactorNeeded
    if visitor is None or right not in visitor.rights:
        raise Forbidden
