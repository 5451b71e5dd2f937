"""Each part of a grid being written: opened, changed, saved; two people on the same part see both versions."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.errors import NotFound
from app.grids import screens, service
from app.grids.queries import Draft, get_draft, profiles, published_grids, read_draft
from app.grids.routes_drafts import DRAFT
from app.grids.screens import Screen
from app.grids.words import PARTS, thresholds_of
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
QUESTION, CRITERION, AXIS = f"{DRAFT}/questions/{{code}}", f"{DRAFT}/criteres/{{code}}", f"{DRAFT}/axes/{{code}}"
SETTINGS: dict[str, Callable[[Draft], Screen]] = {
    "identite": screens.identity_screen,
    "echelle": screens.scale_screen,
    "seuils": screens.thresholds_screen,
    "approches": screens.approaches_screen,
}
Make = Callable[[Session, Draft], Screen]


class Part(NamedTuple):
    """What `check_version` needs of a record, for one part of it."""

    version: str
    updated_at: datetime


@router.get(QUESTION, right=Right.EDIT)
def question(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return _open(request, session, draft_id, partial(_question, code))


@router.post(QUESTION, right=Right.EDIT)
def save_question(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return _save(request, session, draft_id, partial(_question, code), posted, visitor)


@router.get(CRITERION, right=Right.EDIT)
def criterion(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return _open(request, session, draft_id, partial(_criterion, code))


@router.post(CRITERION, right=Right.EDIT)
def save_criterion(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return _save(request, session, draft_id, partial(_criterion, code), posted, visitor)


@router.get(f"{CRITERION}/question", right=Right.EDIT)
def new_question(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return _open(request, session, draft_id, partial(_new_question, code))


@router.post(f"{CRITERION}/question", right=Right.EDIT)
def add_question(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return _save(request, session, draft_id, partial(_new_question, code), posted, visitor, new=True)


@router.get(AXIS, right=Right.EDIT)
def axis(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return _open(request, session, draft_id, partial(_axis, code))


@router.post(AXIS, right=Right.EDIT)
def save_axis(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return _save(request, session, draft_id, partial(_axis, code), posted, visitor)


@router.get(f"{AXIS}/critere", right=Right.EDIT)
def new_criterion(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return _open(request, session, draft_id, partial(_new_criterion, code))


@router.post(f"{AXIS}/critere", right=Right.EDIT)
def add_criterion(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return _save(request, session, draft_id, partial(_new_criterion, code), posted, visitor, new=True)


@router.get(f"{DRAFT}/reglages/{{part}}", right=Right.EDIT)
def settings(request: Request, session: Reading, draft_id: int, part: str) -> Response:
    return _open(request, session, draft_id, partial(_settings, part))


@router.post(f"{DRAFT}/reglages/{{part}}", right=Right.EDIT)
def save_settings(
    request: Request, session: Writing, draft_id: int, part: str, posted: Posted, visitor: SignedIn
) -> Response:
    return _save(request, session, draft_id, partial(_settings, part), posted, visitor)


def _question(code: str, session: Session, draft: Draft) -> Screen:
    return screens.question_screen(draft, code, profiles(session, draft.grid))


def _criterion(code: str, session: Session, draft: Draft) -> Screen:
    return screens.criterion_screen(draft, code, profiles(session, draft.grid))


def _axis(code: str, session: Session, draft: Draft) -> Screen:
    return screens.axis_screen(draft, code)


def _new_question(code: str, session: Session, draft: Draft) -> Screen:
    return screens.new_question_screen(draft, code, list(published_grids(session).values()))


def _new_criterion(code: str, session: Session, draft: Draft) -> Screen:
    return screens.new_criterion_screen(draft, code, list(published_grids(session).values()))


def _settings(part: str, session: Session, draft: Draft) -> Screen:
    make = SETTINGS.get(part)
    if make is None:
        raise NotFound
    return make(draft)


def _open(request: Request, session: Session, draft_id: int, make: Make) -> Response:
    draft = read_draft(session, draft_id)
    screen = _made(session, draft, make)
    return _page(request, draft, screen, fresh(screen.model, screen.values, screen.version))


def _made(session: Session, draft: Draft, make: Make) -> Screen:
    """What is no longer in the draft, retired meanwhile perhaps, leads back to it."""
    try:
        return make(session, draft)
    except NotFound as refusal:
        raise NotFound(refusal.sentence, link=draft.address, link_label="Revenir au brouillon") from refusal


def _save(
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
