"""Addresses under `/api/v1`: each declares the scope it asks for, and all that it may answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from fastapi import Depends, Security, params
from pydantic import BaseModel

from app.accounts.scopes import right_of
from app.api.access import bearer_guard
from app.api.asked import nothing_more
from app.api.keys import Once
from app.api.responses import ETAG, IF_MATCH, KEY, LOCATION, body_of, problems
from app.models.user import Scope
from app.web.auth import MARK, Right, Router

ROOT = "/api/v1"
GIVEN = {"GET": "Ce qui est demandé.", "POST": "Ce qui est créé.", "PATCH": "La fiche modifiée."}


class Access(NamedTuple):
    """What is checked first, and how it is told."""

    right: Right
    guards: Sequence[params.Depends]
    marks: Mapping[str, str]


class ApiRouter(Router):
    """`reads`, `creates`, `changes` in place of `get`, `post`, `patch`; the tag groups them in the description."""

    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag])

    def reads(
        self,
        path: str,
        *,
        scope: Scope | None,
        answer: type[BaseModel] | None = None,
        versioned: bool = False,
        **more: Any,
    ) -> Callable[..., Any]:
        """`scope` None: any valid token. `versioned`: the answer has an ETag. Without `answer`, say it in `more`."""
        told = problems(401, *([403] if scope else []), 404, 422, 500, 503)
        if versioned:
            told[200] = {"headers": ETAG}
        return self._declare_it("GET", path, _access(scope), told, answer, more)

    def tells(self, path: str, *, answer: type[BaseModel]) -> Callable[..., Any]:
        """To anybody, without a token: nothing of the fund."""
        access = Access(Right.PUBLIC, (), {})
        return self._declare_it("GET", path, access, problems(404, 422, 500, 503), answer, {})

    def creates(
        self, path: str, *, scope: Scope, takes: type[BaseModel], answer: type[BaseModel]
    ) -> Callable[..., Any]:
        told = problems(400, 401, 403, 404, 409, 413, 415, 422, 500, 503) | {201: {"headers": ETAG | LOCATION}}
        more = {"status_code": 201, "openapi_extra": body_of(takes, "application/json") | {"parameters": [KEY]}}
        return self._declare_it("POST", path, _access(scope), told, answer, more)

    def changes(
        self, path: str, *, scope: Scope, takes: type[BaseModel], answer: type[BaseModel]
    ) -> Callable[..., Any]:
        told = problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 500, 503) | {200: {"headers": ETAG}}
        kinds = ("application/json", "application/merge-patch+json")
        more = {"openapi_extra": body_of(takes, *kinds) | {"parameters": [IF_MATCH]}}
        return self._declare_it("PATCH", path, _access(scope), told, answer, more)

    def _declare_it(
        self,
        method: str,
        path: str,
        access: Access,
        told: dict[int | str, dict[str, Any]],
        answer: type[BaseModel] | None,
        more: dict[str, Any],
    ) -> Callable[..., Any]:
        guards = [*access.guards, Depends(nothing_more), *([Once] if method == "POST" else [])]
        options = {"response_model": answer, "dependencies": guards} | more
        options["openapi_extra"] = more.get("openapi_extra", {}) | access.marks | {MARK: access.right.value}
        options["responses"] = told | more.get("responses", {})

        def declare(route: Callable[..., Any]) -> Callable[..., Any]:
            summary, _, rest = (route.__doc__ or "").partition("\n")
            return self.api_route(
                f"{ROOT}{path}",
                methods=[method],
                operation_id=route.__name__,
                summary=summary.rstrip("."),
                response_description=GIVEN[method],
                description=rest.strip() or summary,
                **options,
            )(route)

        return declare


def _access(scope: Scope | None) -> Access:
    if scope is None:
        return Access(Right.CONSULT, (Security(bearer_guard(None)),), {})
    guard = Security(bearer_guard(scope), scopes=[scope.value])
    return Access(right_of(scope), (guard,), {"x-scope": scope.value})
