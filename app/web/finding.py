"""A router is only looked into for an address that begins like one of its own: there are forty of them."""

from typing import Any

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

from app.web.late import LateRoute


class ShortList(APIRouter):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"route_class": LateRoute} | options)
        self._beginnings: frozenset[str] | None = None

    def include_router(self, router: APIRouter, **options: Any) -> None:
        """A part with nothing more to say is gathered as it is: its routes would otherwise be built once a level."""
        if options:
            super().include_router(router, **options)
        else:
            self.routes.extend(router.routes)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if self._beginnings is None:  # at the first request: all routes are declared
            self._beginnings = frozenset(_beginning(str(one.path)) for one in iter_route_contexts(self.routes))
        if not scope.get("root_path") and self._beginnings.isdisjoint((_beginning(scope["path"]), ANY)):
            return Match.NONE, {}
        return super().matches(scope)


ANY = "{"


def _beginning(path: str) -> str:
    """« projets » of « /projets/{code} »; « { » when it can be anything."""
    first = path[1:].partition("/")[0]
    return ANY if ANY in first else first
