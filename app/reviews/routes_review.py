"""The page of a review, and its few facts changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.assessments.words import late_words
from app.changes import author_of
from app.clock import today
from app.db import Reading, Writing
from app.doors.queries import live_doors
from app.models import CampaignStatus, DoorKind, Programme, ProgrammeReview
from app.reviews import service
from app.reviews.forms import REVIEW_LABELS, RULES, Publication, Reason, ReviewForm
from app.reviews.gather import gather_review
from app.reviews.queries import get_review, results_of_review, review_address, review_events
from app.reviews.view import viewpoints_of
from app.reviews.words import EVENT_WORDS, PHASE_OPTIONS, PHASE_SAYS, PHASE_SOURCE, missing_words, silent_words
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render
from evaluation import attainment
from evaluation.programme import score_programme
from evaluation.programme_words import Phase

router = Router()
HERE = "/programmes/{code}/evaluations/{review_id}"
Forms = Mapping[str, BoundForm[Any]]


@router.get(HERE, right=Right.CONSULT)
def show(request: Request, session: Reading, code: str, review_id: int) -> Response:
    return draw(request, session, *get_review(session, code, review_id))


@router.get(f"{HERE}/modifier", right=Right.EVALUATE)
def edit(request: Request, session: Reading, code: str, review_id: int) -> Response:
    programme, review = get_review(session, code, review_id)
    return _form(request, programme, review, fresh(ReviewForm, _values(review), review.version))


@router.post(f"{HERE}/modifier", right=Right.EVALUATE)
def save(request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int) -> Response:
    programme, review = get_review(session, code, review_id)
    form, address = bind(ReviewForm, posted), review_address(code, review_id)
    check_version(
        review,
        form,
        labels=REVIEW_LABELS,
        current=_values(review),
        action=f"{address}/modifier",
        back=address,
        by=author_of(session, review),
        choices={"phase": {value: label for value, label, _ in PHASE_OPTIONS}},
    )
    if not form.has_errors:
        with faults_on(form, session, RULES):
            service.update_review(session, review, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _form(request, programme, get_review(session, code, review_id)[1], form, 422)
    return redirect(request, address, flash="L’évaluation est enregistrée.")


def draw(
    request: Request,
    session: Session,
    programme: Programme,
    review: ProgrammeReview,
    forms: Forms | None = None,
    status: int = 200,
) -> Response:
    """The page; a refused form comes with its faults in `forms`, by the name of its part of the page."""
    return render(
        request,
        "reviews/review.html",
        status=status,
        programme=programme,
        review=review,
        address=review_address(programme.code, review.id),
        **_standing(session, review),
        **_told(review),
        **_forms(forms or {}),
    )


def _standing(session: Session, review: ProgrammeReview) -> dict[str, Any]:
    """Whose voice is heard, what it makes, and what was done."""
    gathered = gather_review(session, review.id)
    doors = live_doors(session, DoorKind.PROGRAMME, [voice.id for voice in gathered.voices])
    score = score_programme(gathered.grid.grid, gathered.inputs)
    is_asked = review.status != CampaignStatus.PREPARATION
    return {
        "grid": gathered.grid,
        "viewpoints": viewpoints_of(gathered, doors),
        "sent": sum(voice.submitted_at is not None for voice in gathered.voices),
        "missing": missing_words(score.missing),
        "silent": silent_words(score.silent) if is_asked else "",
        "score": score,
        "figures": gathered.figures,
        "attained": attainment(gathered.inputs.figures) if Phase(review.phase).measures else None,
        "events": [(EVENT_WORDS[row.kind], row) for row in review_events(session, review)],
        "results": results_of_review(session, review),
    }


def _told(review: ProgrammeReview) -> dict[str, Any]:
    """What its age and its state mean, in words."""
    state, phase = CampaignStatus(review.status), Phase(review.phase)
    return {
        "state": state,
        "phase": phase,
        "phase_says": PHASE_SAYS[phase],
        "phase_source": PHASE_SOURCE,
        "late": late_words(state, review.closes_on, today()),
    }


def _forms(given: Forms) -> dict[str, Any]:
    return {
        "reopening": given.get("reopening") or fresh(Reason),
        "publication": given.get("publication") or fresh(Publication),
        "form": next((form for form in given.values() if form.has_errors), fresh(Reason)),
    }


def _values(review: ProgrammeReview) -> dict[str, object]:
    return {name: getattr(review, name) for name in REVIEW_LABELS}


def _form(
    request: Request,
    programme: Programme,
    review: ProgrammeReview,
    form: BoundForm[ReviewForm],
    status: int = 200,
) -> Response:
    address = review_address(programme.code, review.id)
    return render(
        request,
        "reviews/edit.html",
        status=status,
        form=form,
        programme=programme,
        phases=PHASE_OPTIONS,
        grid=None,
        title="Modifier l’évaluation",
        action=f"{address}/modifier",
        back=address,
        may_change_phase=review.status == CampaignStatus.PREPARATION,
    )
