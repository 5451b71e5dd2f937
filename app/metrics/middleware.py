"""Around every request: what it asks of the database is put down to it, and its figures are kept."""

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.metrics import place
from app.metrics.asked import Asked, at_hand
from app.metrics.statements import watch

BROKEN = 500


class Watched:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._keep = _keeper()
        watch()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked, status, started = Asked(scope), BROKEN, time.perf_counter()

        async def forward(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        before = at_hand.set(asked)
        try:
            await self.app(scope, receive, forward)
        finally:
            at_hand.reset(before)
            if self._keep:
                self._keep(asked, status, time.perf_counter() - started)


def _keeper() -> Callable[[Asked, int, float], None] | None:
    """Nothing is loaded where nobody asked for figures."""
    if not place.is_prepared():
        return None
    from app.metrics.figures import keep

    return keep
