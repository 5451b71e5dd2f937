"""Someone without an account, let in by a personal link: what the walls of the site and the journal ask of it."""

from typing import Protocol

from starlette.requests import Request


class Outsider(Protocol):
    """`address`: where its own pages begin, all under it. `sender`: whose forms these are, to receive each one once."""

    @property
    def csrf_token(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def way_back(self) -> str: ...
    @property
    def sender(self) -> str: ...
    @property
    def invitation_id(self) -> int | None: ...
    @property
    def door_id(self) -> int | None: ...


def outsider_of(request: Request) -> Outsider | None:
    """Whom a guard let in, once it has; nobody on the pages of the fund."""
    found: Outsider | None = getattr(request.state, "guest", None)
    return found
