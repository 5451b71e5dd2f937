"""What was being sent when a visit had ended comes back once its link is open again: behind an invitation or a door."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.resume import packed, unpacked
from app.db import reading
from app.invitations.forms import NewLink
from app.web import once
from app.web.forms import fresh
from app.web.htmx import read_htmx, retarget
from app.web.templating import redirect, render

TITLE = "Ouvrez votre lien"
KEPT_HERE = (
    "Ouvrez de nouveau le lien reçu par courriel, puis revenez\u00a0: ce que vous avez écrit reste sur cette page."
)
NOTHING_TYPED = {"csrf_token", once.KEY, "version"}


class Visit(Protocol):
    @property
    def csrf_token(self) -> str: ...

    @property
    def address(self) -> str: ...


@dataclass(frozen=True)
class Way:
    """`root`: where its pages are, a number after it; `at`: where typing is resumed; `opened`: said of an open link;
    `visit`: whoever this browser lets in at that number."""

    root: str
    at: str
    opened: str
    visit: Callable[[Request, Session, int, datetime], Visit | None]


def link_needed(request: Request, form: FormData | None, way: Way) -> Response:
    """One kind page, the same whether what was asked for exists or not."""
    if read_htmx(request).partial:
        return beside(request, 401, TITLE, KEPT_HERE)
    return _ask_for_link(request, _kept(request, form), way)


def resume_visit(request: Request, reprise: str, way: Way) -> Response:
    kept = unpacked(reprise)
    found = re.match(rf"{way.root}([0-9]{{1,18}})/", kept.action) if kept else None
    if found is None:
        return redirect(request, "/invitation/nouveau-lien")
    with reading(request.app.state.bind) as session:
        visit = way.visit(request, session, int(found[1]), clock.now())
    if visit is None:
        return _ask_for_link(request, reprise, way)
    return render(
        request, "invitations/resume.html", kept=kept, guest=visit, opened=way.opened, csrf_token=visit.csrf_token
    )


def beside(request: Request, status: int, title: str, sentence: str) -> Response:
    """Said over the page that is left as it is."""
    words = {"title": title, "sentence": sentence, "link": None, "link_label": None}
    response = render(request, "errors/_message.html", status=status, **words)
    retarget(response, "#messages")
    return response


def _ask_for_link(request: Request, reprise: str, way: Way) -> Response:
    form = fresh(NewLink)
    return render(request, "invitations/ask.html", status=401, form=form, reprise=reprise, resume_at=way.at)


def _kept(request: Request, form: FormData | None) -> str:
    """What was being sent travels in the page, and is sent again once the link is open."""
    if form is None or not set(form.keys()) - NOTHING_TYPED:
        return ""
    return packed(request.url.path, form)
