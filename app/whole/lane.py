"""Ahead of the routes: gives a kept page again when it would be drawn the same, lets everything else go on.

A route says that its page may be kept by asking ``kept_for`` what is kept: all it shows comes then from what the
journal watches, its address, the day and the session. It has read some of it before asking: its page is kept only if
nothing had changed since the request began, otherwise the next time.
"""

from hashlib import sha256
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import clock
from app.kept import Kept
from app.web.htmx import VARY
from app.web.packing import accepts_gzip
from app.web.visitor import TOUCH_EVERY, is_alive
from app.whole.asking import Desk
from app.whole.page import Pieces, Secrets

VARYING = frozenset(name.strip().lower().encode() for name in VARY.split(",")) | {b"cookie"}
ACCEPT, LENGTH, ENCODING = b"accept-encoding", b"content-length", b"content-encoding"
Headers = list[tuple[bytes, bytes]]


class Visit(NamedTuple):
    """All of a session that a page may show, or that may forbid it."""

    user_id: int
    csrf_token: str
    method: str | None
    second_factor: bool
    confirmed_at: Any
    defaults: tuple[int, ...]


class Page(NamedTuple):
    pieces: Pieces
    headers: Headers
    token: bytes
    visit: Visit
    route: Any


def kept_for(request: Request, session: Session) -> Kept:
    kept: Kept = request.app.state.keeper.now(session)
    request.state.kept = kept
    return kept


class KeptPages:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._desk: Desk | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not _is_asked_here(scope):
            await self.app(scope, receive, send)
            return
        key = key_of(scope)
        before = scope["app"].state.keeper.current
        page = before.pages.find(key)
        if page is None or not await self._is_good(scope, page, key):
            await self.app(scope, receive, _keeping(scope, send, before, key))
            return
        await _give(scope, page, send)

    async def _is_good(self, scope: Scope, page: Page, key: bytes) -> bool:
        """The same page, for a session that is still the same and need not be noted as used."""
        now = clock.now()
        answered = await self._at(scope).ask(page.token)
        if answered is None or answered.visit is None or answered.kept.pages.find(key) is not page:
            return False
        visit = answered.visit
        return visit_of(visit) == page.visit and is_alive(visit, now) and now - visit.last_seen_at <= TOUCH_EVERY

    def _at(self, scope: Scope) -> Desk:
        state = scope["app"].state
        if self._desk is None or self._desk.engine is not state.bind or self._desk.keeper is not state.keeper:
            self._desk = Desk(state.bind, state.keeper)
        return self._desk


def _is_asked_here(scope: Scope) -> bool:
    """A replica is asked by the routes; a test of one transaction has nothing to keep."""
    state = scope["app"].state
    return state.replica is None and isinstance(state.bind, Engine)


def key_of(scope: Scope) -> bytes:
    """All that the page depends on, in the request and beside it; nothing of it can be read from there."""
    asked = (b"\0".join(pair) for pair in scope["headers"] if pair[0] in VARYING)
    day = clock.today().isoformat().encode()
    return sha256(b"\n".join((day, scope["path"].encode(), scope["query_string"], *asked))).digest()


def visit_of(row: Any) -> Visit:
    return Visit(row.user_id, row.csrf_token, row.method, row.second_factor, row.confirmed_at, tuple(row.defaults))


def _keeping(scope: Scope, send: Send, before: Kept, key: bytes) -> Send:
    async def noted(message: Message) -> None:
        state = scope["state"]
        if message["type"] == "http.response.start" and state.get("kept") is before and message["status"] == 200:
            _keep(scope, message["headers"], before, key)
        await send(message)

    return noted


def _keep(scope: Scope, headers: Headers, kept: Kept, key: bytes) -> None:
    state = scope["state"]
    drawn, row = state.get("drawn"), state.get("visit")
    if drawn is None or row is None or any(name == b"set-cookie" for name, _ in headers):
        return
    visit = visit_of(row)
    held = Secrets(state["nonce"].encode(), visit.csrf_token.encode())
    own = [(name, value) for name, value in headers if name not in (LENGTH, ENCODING)]
    route = SimpleNamespace(path=scope["route"].path)
    kept.pages.put(key, Page(Pieces(drawn.encode(), held), own, row.token_sha256, visit, route))


async def _give(scope: Scope, page: Page, send: Send) -> None:
    """`scope` then says of it what the log and the figures ask."""
    scope["route"], state = page.route, scope["state"]
    state["visitor"] = SimpleNamespace(id=page.visit.user_id)
    given = Secrets(state["nonce"].encode(), page.visit.csrf_token.encode())
    asked = next((value for name, value in scope["headers"] if name == ACCEPT), b"")
    is_packed = accepts_gzip(asked.decode("latin-1"))
    body = page.pieces.gzipped(given) if is_packed else page.pieces.filled(given)
    more = [(ENCODING, b"gzip")] if is_packed else []
    headers = [*page.headers, *more, (LENGTH, str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
