"""One part of a grid being written, on its page: opened, then saved; two people on it see both versions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.errors import NotFound
from app.grids import service
from app.grids.queries import Draft, get_draft, read_draft
from app.grids.screens import Screen
from app.grids.words import PARTS, thresholds_of
from app.web.auth import Visitor
from app.web.conflict import check_version
from app.web.forms import BoundForm, bind, faults_on, fresh
from app.web.templating import redirect, render

Make = Callable[[Session, Draft], Screen]


class Part(NamedTuple):
    """What `check_version` needs of a record, for one part of it."""

    version: str
    updated_at: datetime


def open_part(request: Request, session: Session, draft_id: int, make: Make) -> Response:
    draft = read_draft(session, draft_id)
    screen = _made(session, draft, make)
    return _page(request, draft, screen, fresh(screen.model, screen.values, screen.version))


def save_part(
    request: Request,
    session: Session,
    draft_id: int,
    make: Make,
    posted: FormData,
    visitor: Visitor,
    *,
    new: bool = False,
) -> Response:
    service.hold_draft(session, get_draft(session, draft_id))
    draft = read_draft(session, draft_id)
    screen = _made(session, draft, make)
    form = bind(screen.model, posted)
    if not new:
        _check_seen(draft, screen, form)
    if not form.has_errors:
        with faults_on(form, session):
            service.edit_draft(
                session, draft=draft.record, edit=lambda grid: screen.edit(grid, form.data), user=visitor.user
            )
    if form.has_errors:
        return _page(request, draft, screen, form, 422)
    return redirect(request, f"{draft.address}#{screen.anchor}", flash=screen.done)


def _made(session: Session, draft: Draft, make: Make) -> Screen:
    """What is no longer in the draft, retired meanwhile perhaps, leads back to it."""
    try:
        return make(session, draft)
    except NotFound as refusal:
        raise NotFound(refusal.sentence, link=draft.address, link_label="Revenir au brouillon") from refusal


def _check_seen(draft: Draft, screen: Screen, form: BoundForm[Any]) -> None:
    check_version(
        Part(screen.version, screen.updated_at),
        form,
        labels=_worth_showing(screen, form),
        current=screen.values,
        action=f"{draft.address}{screen.path}",
        back=draft.address,
        by=draft.by,
        choices=screen.choices,
    )


def _worth_showing(screen: Screen, form: BoundForm[Any]) -> dict[str, str]:
    """Without the words by profile that nobody has given, on either side."""
    return {
        name: label
        for name, label in screen.labels.items()
        if not name.endswith("-text") or form.value(name) or screen.values[name] or form.opened.get(name)
    }


def _page(request: Request, draft: Draft, screen: Screen, form: BoundForm[Any], status: int = 200) -> Response:
    return render(
        request,
        screen.template,
        None,
        status,
        draft=draft,
        screen=screen,
        form=form,
        here=f"{draft.address}{screen.path}",
        parts=PARTS,
        thresholds_of=thresholds_of,
        **screen.context,
    )
