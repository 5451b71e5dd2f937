"""Ahead of the routes: takes the answers of the common kind, lets everything else go on as if it had not looked."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import clock
from app.assessments.cells import check_cell
from app.errors import Refused
from app.respondents.quick.drawing import counted, fragment
from app.respondents.quick.known import Known
from app.respondents.quick.outline import Outline
from app.respondents.quick.sent import Sent, sent_in
from app.respondents.quick.statement import Kept
from app.respondents.quick.writer import Writer
from app.settings import settings
from app.tokens import token_hash
from app.web.cookies import FLASH, read_cookie
from app.web.csrf import HEADER
from app.web.guest import guest_cookie
from app.web.htmx import vary
from app.web.visitor import TOUCH_EVERY

PATH = "/ma-grille/{respondent_id}/reponses"
ADDRESS = re.compile(r"/ma-grille/([1-9]\d{0,17})/reponses", re.ASCII)
LONGEST = 16 * 1024
FORM = "application/x-www-form-urlencoded"


class QuickAnswers:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._desk: Desk | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        bind = scope["app"].state.bind if found else None
        if found is None or not isinstance(bind, Engine) or not _is_plain(request := Request(scope)):
            await self.app(scope, receive, send)
            return
        message = await receive()
        response = await self._answer(request, bind, int(found[1]), message)
        if response is None:
            await self.app(scope, _again(message, receive), send)
        else:
            await response(scope, receive, send)

    async def _answer(self, request: Request, bind: Engine, respondent: int, message: Message) -> HTMLResponse | None:
        token = read_cookie(request, guest_cookie(respondent))
        sent = sent_in(message.get("body", b"")) if not message.get("more_body") and token else None
        desk = self._at(bind)
        outline = await desk.outline(respondent) if sent else None
        if sent is None or outline is None or not _is_asked(outline, sent):
            return None
        now = clock.now()
        kept = await desk.writer.keep(_values(request, respondent, token, sent, outline, now))
        return None if kept is None else _drawn(request, sent, outline, kept, now)

    def _at(self, bind: Engine) -> "Desk":
        if self._desk is None or self._desk.engine is not bind:
            self._desk = Desk(bind)
        return self._desk


class Desk:
    """What is kept from one answer to the next, for one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.writer = Writer(engine)
        self._known = Known(engine)

    async def outline(self, respondent: int) -> Outline | None:
        found = self._known.at_hand(respondent)
        try:
            return found or await run_in_threadpool(self._known.read, respondent)
        except SQLAlchemyError:  # the route says so
            return None


def _is_plain(request: Request) -> bool:
    """From our own page, short, with no message left for the next page."""
    headers = request.headers
    length = headers.get("Content-Length", "")
    return (
        headers.get("Sec-Fetch-Site") == "same-origin"
        and headers.get("Content-Type", "").partition(";")[0] == FORM
        and length.isdigit()
        and int(length) <= LONGEST
        and not read_cookie(request, FLASH)
    )


def _is_asked(outline: Outline, sent: Sent) -> bool:
    try:
        check_cell(outline.grid, outline.readings, sent.cell)
    except Refused:
        return False
    return True


def _values(
    request: Request, respondent: int, token: str, sent: Sent, outline: Outline, now: datetime
) -> Mapping[str, object]:
    cell = sent.cell
    value = cell.content.value
    posted = sent.csrf_token or request.headers.get(HEADER, "")
    return {
        "token": token_hash(token),
        "csrf": sha256(posted.encode()).digest(),
        "respondent": respondent,
        "now": now,
        "today": now.astimezone(clock.PARIS).date(),
        "idle_since": now - timedelta(hours=settings().respondent_idle_hours),
        "touch_since": now - TOUCH_EVERY,
        "profile": outline.profile,
        "grid": outline.grid_reference,
        "moment": outline.moment,
        "route": f"POST {PATH}",
        "request_id": request.state.request_id,
        "reading": cell.reading,
        "question": cell.question_code,
        "level": value if isinstance(value, int) else None,
        "no_level": value if isinstance(value, str) else None,
        "evidence": cell.content.evidence,
        "comment": cell.content.comment,
        "version": cell.seen_version,
    }


def _drawn(request: Request, sent: Sent, outline: Outline, kept: Kept, now: datetime) -> HTMLResponse:
    """As the route draws it, from the same template."""
    request.scope["route"] = SimpleNamespace(path=PATH)
    request.state.guest = SimpleNamespace(invitation_id=kept.invitation_id, door_id=None)
    html = fragment(request.state.nonce, sent, counted(outline, sent, kept), kept.version, now)
    response = HTMLResponse(html)
    vary(response)
    return response


def _again(message: Message, receive: Receive) -> Receive:
    """What was read is given to whoever reads next."""
    first = [message]

    async def replay() -> Message:
        return first.pop() if first else await receive()

    return replay
