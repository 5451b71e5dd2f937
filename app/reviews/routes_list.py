"""The list of reviews, and a new one prepared for a programme."""

from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.models import Programme
from app.programmes.queries import get_programme, programme_choices
from app.reviews import service
from app.reviews.forms import RULES, ReviewForm
from app.reviews.listing import list_reviews
from app.reviews.queries import HERE, newest_programme_grid, review_address
from app.reviews.words import PHASE_OPTIONS
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
NEW = "/programmes/{code}/evaluations/nouvelle"


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading, programme: str = "", apres: str = "", avant: str = "") -> Response:
    page = list_reviews(session, programme=programme, after=apres, before=avant)
    known = programme_choices(session)
    return render(
        request,
        "reviews/list.html",
        lines=page.lines,
        programmes=known,
        chosen=programme,
        chosen_title=dict(known).get(programme, ""),
        previous=_address(programme, avant=page.previous) if page.previous else "",
        next=_address(programme, apres=page.next) if page.next else "",
    )


@router.get(NEW, right=Right.EVALUATE)
def new(request: Request, session: Reading, code: str) -> Response:
    return _page(request, session, get_programme(session, code), fresh(ReviewForm, {"held_on": clock.today()}))


@router.post(NEW, right=Right.EVALUATE)
def create(request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str) -> Response:
    programme, form, review = get_programme(session, code), bind(ReviewForm, posted), None
    if not form.has_errors:
        with faults_on(form, session, RULES):
            data = form.data.model_dump()
            review = service.prepare_review(session, programme=programme, user=visitor.user, **data)
    if review is None or form.has_errors:
        return _page(request, session, programme, form, 422)
    return redirect(
        request,
        review_address(programme.code, review.id),
        flash="L’évaluation est préparée\u202f: invitez des voix des quatre points de vue.",
    )


def _page(
    request: Request, session: Session, programme: Programme, form: BoundForm[ReviewForm], status: int = 200
) -> Response:
    return render(
        request,
        "reviews/edit.html",
        status=status,
        form=form,
        programme=programme,
        phases=PHASE_OPTIONS,
        grid=newest_programme_grid(session),
        title="Nouvelle évaluation de programme",
        action=f"/programmes/{programme.code}/evaluations/nouvelle",
        back=HERE,
        may_change_phase=True,
    )


def _address(programme: str, **more: str) -> str:
    given = {name: value for name, value in {"programme": programme, **more}.items() if value}
    return f"{HERE}?{urlencode(given)}" if given else HERE
