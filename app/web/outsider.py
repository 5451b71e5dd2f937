"""Someone without an account, let in by a personal link: what the walls of the site and the journal ask of it.

Its own pages act for it only. A person of the fund signed in with the same browser is nobody there, and it is nobody on
the pages of the fund.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.requests import Request

from app import clock
from app.db import reading_for, writing
from app.digits import number_typed
from app.models.door import DoorSession
from app.models.invitation import RespondentSession
from app.web.visitor import DEMO, TOUCH_EVERY


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
    @property
    def token_sha256(self) -> bytes: ...
    @property
    def last_seen_at(self) -> datetime: ...


Found = TypeVar("Found", bound=Outsider)


def outsider_of(request: Request) -> Outsider | None:
    """Whom a guard let in, once it has; nobody on the pages of the fund."""
    found: Outsider | None = getattr(request.state, "guest", None)
    return found


def let_in(
    request: Request,
    name: str,
    find: Callable[[Request, Session, int, datetime], Found | None],
    table: type[RespondentSession] | type[DoorSession],
) -> Found | None:
    """Whoever `find` knows for the number that the address gives under `name`: the request is nobody else's.

    In the transaction of the page, or in a short one: a request never holds two connections.
    """
    now, wanted, found = clock.now(), number_in(request, name), None
    request.state.visitor = None
    with reading_for(request) as session:
        request.state.demo_data = session.scalar(DEMO) is not None
        if wanted is not None:
            found = find(request, session, wanted, now)
        seen = found is None or now - found.last_seen_at <= TOUCH_EVERY
        if not seen:
            session.rollback()
    if found is not None and not seen:
        with writing(request.app.state.bind) as session:
            own = update(table).where(table.token_sha256 == found.token_sha256)
            session.execute(own.values(last_seen_at=now))
    request.state.guest = found
    return found


def number_in(request: Request, name: str) -> int | None:
    return number_typed(str(request.path_params.get(name, "")))
