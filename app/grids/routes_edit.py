"""The address of each part of a grid being written."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.errors import NotFound
from app.grids import screens
from app.grids.parts import open_part, save_part
from app.grids.queries import Draft, profiles, published_grids
from app.grids.routes_drafts import DRAFT
from app.grids.screens import Screen
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted

router = Router()
QUESTION, CRITERION, AXIS = f"{DRAFT}/questions/{{code}}", f"{DRAFT}/criteres/{{code}}", f"{DRAFT}/axes/{{code}}"
SETTINGS: dict[str, Callable[[Draft], Screen]] = {
    "identite": screens.identity_screen,
    "echelle": screens.scale_screen,
    "seuils": screens.thresholds_screen,
    "approches": screens.approaches_screen,
}


@router.get(QUESTION, right=Right.EDIT)
def question(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return open_part(request, session, draft_id, partial(_question, code))


@router.post(QUESTION, right=Right.EDIT)
def save_question(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return save_part(request, session, draft_id, partial(_question, code), posted, visitor)


@router.get(CRITERION, right=Right.EDIT)
def criterion(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return open_part(request, session, draft_id, partial(_criterion, code))


@router.post(CRITERION, right=Right.EDIT)
def save_criterion(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return save_part(request, session, draft_id, partial(_criterion, code), posted, visitor)


@router.get(f"{CRITERION}/question", right=Right.EDIT)
def new_question(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return open_part(request, session, draft_id, partial(_new_question, code))


@router.post(f"{CRITERION}/question", right=Right.EDIT)
def add_question(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return save_part(request, session, draft_id, partial(_new_question, code), posted, visitor, new=True)


@router.get(AXIS, right=Right.EDIT)
def axis(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return open_part(request, session, draft_id, partial(_axis, code))


@router.post(AXIS, right=Right.EDIT)
def save_axis(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return save_part(request, session, draft_id, partial(_axis, code), posted, visitor)


@router.get(f"{AXIS}/critere", right=Right.EDIT)
def new_criterion(request: Request, session: Reading, draft_id: int, code: str) -> Response:
    return open_part(request, session, draft_id, partial(_new_criterion, code))


@router.post(f"{AXIS}/critere", right=Right.EDIT)
def add_criterion(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    return save_part(request, session, draft_id, partial(_new_criterion, code), posted, visitor, new=True)


@router.get(f"{DRAFT}/reglages/{{part}}", right=Right.EDIT)
def settings(request: Request, session: Reading, draft_id: int, part: str) -> Response:
    return open_part(request, session, draft_id, partial(_settings, part))


@router.post(f"{DRAFT}/reglages/{{part}}", right=Right.EDIT)
def save_settings(
    request: Request, session: Writing, draft_id: int, part: str, posted: Posted, visitor: SignedIn
) -> Response:
    return save_part(request, session, draft_id, partial(_settings, part), posted, visitor)


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
