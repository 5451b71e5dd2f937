"""What is done to a review: each action is a noun that is posted."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.doors import service as doors
from app.models import DoorKind, ProgrammeReview, ProgrammeVoice
from app.reviews import service
from app.reviews.forms import Publication, Reason
from app.reviews.queries import HERE as LIST
from app.reviews.queries import get_review, review_address
from app.reviews.routes_review import HERE, draw
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted, bind, faults_on
from app.web.templating import redirect

router = Router()


@router.post(f"{HERE}/ouverture", right=Right.EVALUATE)
def open_it(request: Request, session: Writing, visitor: SignedIn, code: str, review_id: int) -> Response:
    _, review = get_review(session, code, review_id)
    service.start_review(session, review=review, user=visitor.user, now=clock.now())
    return redirect(
        request,
        review_address(code, review_id),
        flash="L’évaluation est ouverte\u202f: invitez chaque voix par courriel, ou saisissez en son nom.",
    )


@router.post(f"{HERE}/cloture", right=Right.EVALUATE)
def close_it(request: Request, session: Writing, visitor: SignedIn, code: str, review_id: int) -> Response:
    _, review = get_review(session, code, review_id)
    service.close_review(session, review=review, user=visitor.user, now=clock.now())
    address = review_address(code, review_id)
    return redirect(request, address, flash="L’évaluation est close\u202f: ses réponses ne changent plus.")


@router.post(f"{HERE}/reouverture", right=Right.PUBLISH)
def reopen_it(
    request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int
) -> Response:
    def act(review: ProgrammeReview, data: Reason) -> None:
        service.reopen_review(session, review=review, reason=data.reason, user=visitor.user, now=clock.now())

    return _act(request, session, code, review_id, "reopening", Reason, posted, act, "L’évaluation est rouverte.")


@router.post(f"{HERE}/publication", right=Right.PUBLISH)
def publish_it(
    request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int
) -> Response:
    def act(review: ProgrammeReview, data: Publication) -> None:
        service.publish_review(session, review=review, user=visitor.user, now=clock.now(), reason=data.reason)

    return _act(request, session, code, review_id, "publication", Publication, posted, act, "L’évaluation est publiée.")


@router.post(f"{HERE}/suppression", right=Right.EVALUATE)
def remove_it(request: Request, session: Writing, code: str, review_id: int) -> Response:
    _, review = get_review(session, code, review_id)
    for voice_id in session.scalars(select(ProgrammeVoice.id).where(ProgrammeVoice.review_id == review.id)):
        doors.remove_doors(session, kind=DoorKind.PROGRAMME, subject_id=voice_id)
    service.remove_review(session, review)
    return redirect(request, LIST, flash="L’évaluation en préparation est supprimée.")


def _act(
    request: Request,
    session: Session,
    code: str,
    review_id: int,
    part: str,
    model: type[BaseModel],
    posted: FormData,
    act: Callable[[ProgrammeReview, Any], None],
    done: str,
) -> Response:
    """Read the form, act, say it; a refusal comes back on the page of the review, at the form it is about."""
    programme, review = get_review(session, code, review_id)
    form = bind(model, posted)
    if not form.has_errors:
        with faults_on(form, session):
            act(review, form.data)
    if form.has_errors:
        return draw(request, session, programme, review, {part: form}, 422)
    return redirect(request, review_address(code, review_id), flash=done)
