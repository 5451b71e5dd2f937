"""A voice's answers entered on its behalf by a person of the fund; every cell says who entered it."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.reviews import screens
from app.reviews.forms import Reason
from app.reviews.place import fund_place
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted, bind

router = Router()
HERE = "/programmes/{code}/evaluations/{review_id}/voix/{voice_id}/reponses"


@router.get(HERE, right=Right.EVALUATE)
def welcome(
    request: Request, session: Reading, visitor: SignedIn, code: str, review_id: int, voice_id: int
) -> Response:
    return screens.welcome(request, fund_place(session, code, review_id, voice_id, visitor.user))


@router.get(f"{HERE}/relecture", right=Right.EVALUATE)
def review(request: Request, session: Reading, visitor: SignedIn, code: str, review_id: int, voice_id: int) -> Response:
    return screens.review_page(request, fund_place(session, code, review_id, voice_id, visitor.user))


@router.get(f"{HERE}/recu", right=Right.EVALUATE)
def receipt(
    request: Request, session: Reading, visitor: SignedIn, code: str, review_id: int, voice_id: int
) -> Response:
    return screens.receipt(request, fund_place(session, code, review_id, voice_id, visitor.user))


@router.post(f"{HERE}/envoi", right=Right.EVALUATE)
def send(
    request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int, voice_id: int
) -> Response:
    return screens.send(request, session, fund_place(session, code, review_id, voice_id, visitor.user), posted)


@router.post(f"{HERE}/reouverture", right=Right.EVALUATE)
def take_back(
    request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int, voice_id: int
) -> Response:
    form = bind(Reason, posted)
    reason = "" if form.has_errors else form.data.reason
    return screens.take_back(request, session, fund_place(session, code, review_id, voice_id, visitor.user), reason)


@router.get(f"{HERE}/{{part}}", right=Right.EVALUATE)
def part_page(
    request: Request, session: Reading, visitor: SignedIn, code: str, review_id: int, voice_id: int, part: str
) -> Response:
    return screens.part_page(request, fund_place(session, code, review_id, voice_id, visitor.user), part)


@router.post(f"{HERE}/{{part}}", right=Right.EVALUATE)
def save_part(
    request: Request,
    session: Writing,
    visitor: SignedIn,
    posted: Posted,
    code: str,
    review_id: int,
    voice_id: int,
    part: str,
) -> Response:
    place = fund_place(session, code, review_id, voice_id, visitor.user)
    return screens.save_part(request, session, place, part, posted)


@router.post(f"{HERE}/{{part}}/brouillon", right=Right.EVALUATE)
def autosave(
    request: Request,
    session: Writing,
    visitor: SignedIn,
    posted: Posted,
    code: str,
    review_id: int,
    voice_id: int,
    part: str,
) -> Response:
    place = fund_place(session, code, review_id, voice_id, visitor.user)
    return screens.autosave(request, session, place, part, posted)
