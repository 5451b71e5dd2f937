"""A voice answers behind its own door: the promise first, one part per screen, review, send, receipt."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.reviews import screens
from app.reviews.place import own_place
from app.reviews.words import REOPENED_BY_ITSELF
from app.web.auth import Right, Router
from app.web.door import DoorIn
from app.web.forms import Posted

router = Router()
HERE = "/acces/{door_id}/programme"


@router.get(HERE, right=Right.ENTER)
def welcome(request: Request, session: Reading, entered: DoorIn) -> Response:
    return screens.welcome(request, own_place(session, entered))


@router.get(f"{HERE}/relecture", right=Right.ENTER)
def review(request: Request, session: Reading, entered: DoorIn) -> Response:
    return screens.review_page(request, own_place(session, entered))


@router.get(f"{HERE}/recu", right=Right.ENTER)
def receipt(request: Request, session: Reading, entered: DoorIn) -> Response:
    return screens.receipt(request, own_place(session, entered))


@router.post(f"{HERE}/envoi", right=Right.ENTER)
def send(request: Request, session: Writing, entered: DoorIn, posted: Posted) -> Response:
    return screens.send(request, session, own_place(session, entered), posted)


@router.post(f"{HERE}/reouverture", right=Right.ENTER)
def take_back(request: Request, session: Writing, entered: DoorIn) -> Response:
    return screens.take_back(request, session, own_place(session, entered), REOPENED_BY_ITSELF)


@router.get(f"{HERE}/{{part}}", right=Right.ENTER)
def part_page(request: Request, session: Reading, entered: DoorIn, part: str) -> Response:
    return screens.part_page(request, own_place(session, entered), part)


@router.post(f"{HERE}/{{part}}", right=Right.ENTER)
def save_part(request: Request, session: Writing, entered: DoorIn, part: str, posted: Posted) -> Response:
    return screens.save_part(request, session, own_place(session, entered), part, posted)


@router.post(f"{HERE}/{{part}}/brouillon", right=Right.ENTER)
def autosave(request: Request, session: Writing, entered: DoorIn, part: str, posted: Posted) -> Response:
    return screens.autosave(request, session, own_place(session, entered), part, posted)
