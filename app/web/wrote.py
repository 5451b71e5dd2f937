"""With a replica: whoever has just written is told where the database stood, and brings it back with its next page."""

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.replica import Replica, position, read_position
from app.web.cookies import WROTE, read_cookie, write_cookie

FAR = ("/api/", "/ma-grille/", "/acces/")  # programs bring no cookie; what a link opens is written as often as read
LATEST = "FFFFFFFF/FFFFFFFF"


class Wrote:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["app"].state.replica is None:
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["state"].get("wrote"):
                message["headers"] = [
                    *message.get("headers", []),
                    await run_in_threadpool(_told, scope["app"].state.bind),
                ]
            await send(message)

        await self.app(scope, receive, told)


def near(request: Request) -> Replica | None:
    """The replica, for a page that may ask it."""
    found: Replica | None = getattr(request.app.state, "replica", None)
    return None if found is None or found.is_aside or request.url.path.startswith(FAR) else found


def written_before(request: Request) -> str:
    return read_position(read_cookie(request, WROTE).replace("-", "/"))


def _told(primary: Engine) -> tuple[bytes, bytes]:
    """What cannot be known is taken for the furthest: the database itself will answer."""
    try:
        found = position(primary)
    except SQLAlchemyError:
        found = LATEST
    response = Response()
    write_cookie(response, WROTE, found.replace("/", "-"))
    return next(pair for pair in response.raw_headers if pair[0] == b"set-cookie")
