"""The outermost layer: security headers, one log line per request with its identifier, a page for any breakdown."""

import secrets
import time

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import settings
from app.web.errors import broken, too_large

log = structlog.get_logger("odd17.web")

CSP = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types htmx"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


class SecurityMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await _Exchange(scope, send).run(self.app, receive)


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.forward = send
        self.status = 0
        self.is_replaced = False
        self.started = time.perf_counter()
        self.nonce = secrets.token_urlsafe(18)
        self.request_id = secrets.token_hex(8)
        scope.setdefault("state", {}).update(nonce=self.nonce, request_id=self.request_id)

    async def run(self, app: ASGIApp, receive: Receive) -> None:
        try:
            await app(self.scope, receive, self.send)
        except Exception as error:
            self.log("breakdown", kind=type(error).__name__)
            if self.status == 0:
                await self.answer_breakdown(receive)
            raise
        self.log("request")

    async def answer_breakdown(self, receive: Receive) -> None:
        response = await run_in_threadpool(broken, Request(self.scope, receive))
        await response(self.scope, receive, self.send)

    async def send(self, message: Message) -> None:
        if self.is_replaced:
            return
        if message["type"] == "http.response.start":
            if message["status"] == 413 and _is_bare(message):
                await self.answer_too_large()
                return
            self.status = message["status"]
            self.protect(MutableHeaders(scope=message))
        await self.forward(message)

    async def answer_too_large(self) -> None:
        """The framework cuts the sending short in plain English; a person is told on a page."""
        response = await run_in_threadpool(too_large, Request(self.scope))
        await response(self.scope, _nothing_more, self.send)
        self.is_replaced = True

    def protect(self, headers: MutableHeaders) -> None:
        for name, value in FIXED.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", CSP.format(nonce=self.nonce))  # a file says a stricter one
        headers["X-Request-Id"] = self.request_id
        headers.setdefault("Cache-Control", "no-store")
        if settings().secure_cookies:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    def log(self, event: str, **more: str) -> None:
        """The route's pattern, never the address itself: some addresses hold a secret."""
        visitor, guest = self.scope["state"].get("visitor"), self.scope["state"].get("guest")
        log.info(
            event,
            request_id=self.request_id,
            method=self.scope["method"],
            route=getattr(self.scope.get("route"), "path", "-"),
            status=self.status or 500,
            milliseconds=round((time.perf_counter() - self.started) * 1000, 1),
            user_id=visitor.id if visitor else None,
            invitation_id=guest.invitation_id if guest else None,
            door_id=guest.door_id if guest else None,
            **more,
        )


def _is_bare(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("Content-Type", "").startswith("text/plain")


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}
