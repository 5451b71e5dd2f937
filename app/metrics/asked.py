"""The request at hand, as what runs below it can find it."""

from contextvars import ContextVar
from dataclasses import dataclass

from starlette.types import Scope

from app.journal.context import current_actor

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NOWHERE = "-"
"""An address that is no page's: whatever was typed is one and the same."""


@dataclass
class Asked:
    scope: Scope
    statements: int = 0
    seconds: float = 0.0
    """In the database."""

    @property
    def method(self) -> str:
        method: str = self.scope["method"]
        return method if method in METHODS else NOWHERE

    @property
    def route(self) -> str:
        """The pattern, known once the request has been led: some addresses hold a secret."""
        return getattr(self.scope.get("route"), "path", NOWHERE)


at_hand: ContextVar[Asked | None] = ContextVar("asked", default=None)


def whereabouts() -> str:
    """« GET /projets », or the command or job when no page was asked for."""
    asked = at_hand.get()
    return f"{asked.method} {asked.route}" if asked else current_actor().route or NOWHERE
