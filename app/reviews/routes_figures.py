"""The measured figures of a programme in deployment."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.changes import author_of
from app.db import Reading, Writing
from app.digits import number_typed
from app.errors import NotFound
from app.indicators.queries import EVIDENCE_LABELS
from app.models import Programme, ProgrammeFigure, ProgrammeReview
from app.reviews import service
from app.reviews.forms import FIGURE_LABELS, RULES, FigureForm
from app.reviews.proposals import project_indicators
from app.reviews.queries import get_figure, get_review, review_address
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
REVIEW = "/programmes/{code}/evaluations/{review_id}"
FIGURE = f"{REVIEW}/reperes/{{programme_figure_id}}"
LEVELS = {str(level): label for level, label in enumerate(EVIDENCE_LABELS)}


@router.get(f"{REVIEW}/reperes/propositions", right=Right.EVALUATE)
def proposals(request: Request, session: Reading, code: str, review_id: int) -> Response:
    """Nothing is added here: each link opens the form filled with what a project measured, to be checked."""
    programme, review = get_review(session, code, review_id)
    return render(
        request,
        "reviews/proposals.html",
        programme=programme,
        review=review,
        address=review_address(code, review_id),
        indicators=project_indicators(session, review),
    )


@router.get(f"{REVIEW}/reperes/nouveau", right=Right.EVALUATE)
def new(request: Request, session: Reading, code: str, review_id: int, indicateur: str = "") -> Response:
    programme, review = get_review(session, code, review_id)
    return _page(request, programme, review, fresh(FigureForm, _proposed(session, review, indicateur)))


@router.post(f"{REVIEW}/reperes/nouveau", right=Right.EVALUATE)
def add(request: Request, session: Writing, visitor: SignedIn, posted: Posted, code: str, review_id: int) -> Response:
    programme, review = get_review(session, code, review_id)
    form = bind(FigureForm, posted)
    if not form.has_errors:
        with faults_on(form, session, RULES):
            _check_indicator(session, review, form)
            service.add_figure(session, review=review, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _page(request, programme, review, form, status=422)
    return redirect(request, f"{review_address(code, review_id)}#reperes", flash="Le repère est ajouté.")


@router.get(FIGURE, right=Right.EVALUATE)
def edit(request: Request, session: Reading, code: str, review_id: int, programme_figure_id: int) -> Response:
    programme, review = get_review(session, code, review_id)
    figure = get_figure(session, review, programme_figure_id)
    return _page(request, programme, review, fresh(FigureForm, _values(figure), figure.version), figure)


@router.post(FIGURE, right=Right.EVALUATE)
def save(
    request: Request,
    session: Writing,
    visitor: SignedIn,
    posted: Posted,
    code: str,
    review_id: int,
    programme_figure_id: int,
) -> Response:
    programme, review = get_review(session, code, review_id)
    figure, form = get_figure(session, review, programme_figure_id), bind(FigureForm, posted)
    address = review_address(code, review_id)
    check_version(
        figure,
        form,
        labels=FIGURE_LABELS,
        current=_values(figure),
        action=f"{address}/reperes/{programme_figure_id}",
        back=address,
        by=author_of(session, figure),
        choices={"evidence": LEVELS},
    )
    if not form.has_errors:
        with faults_on(form, session, RULES):
            columns = form.data.model_dump(exclude={"indicator_id"})
            service.update_figure(session, figure, review=review, user=visitor.user, **columns)
    if form.has_errors:
        return _page(request, programme, review, form, get_figure(session, review, programme_figure_id), 422)
    return redirect(request, f"{address}#reperes", flash="Le repère est enregistré.")


@router.post(f"{FIGURE}/suppression", right=Right.EVALUATE)
def remove(request: Request, session: Writing, code: str, review_id: int, programme_figure_id: int) -> Response:
    _, review = get_review(session, code, review_id)
    service.remove_figure(session, get_figure(session, review, programme_figure_id), review=review)
    return redirect(request, f"{review_address(code, review_id)}#reperes", flash="Le repère est retiré.")


def _proposed(session: Session, review: ProgrammeReview, asked: str) -> dict[str, object]:
    """What a project's indicator says today; an address typed by hand that does not read gives a blank form."""
    number = number_typed(asked)
    if number is None:
        return {"evidence": 0}
    found = project_indicators(session, review, number)
    if not found:
        raise NotFound("Cet indicateur n’est pas celui d’un projet de ce programme.")
    own = found[0]
    source = ", ".join(part for part in (f"Projet {own.code}", own.source) if part)
    return {
        "label": f"{own.label} ({own.code})",
        "unit": own.unit,
        "baseline": own.baseline,
        "target": own.target,
        "value": own.value,
        "measured_on": own.measured_on,
        "source": source,
        "evidence": own.evidence or 0,
        "indicator_id": own.id,
    }


def _check_indicator(session: Session, review: ProgrammeReview, form: BoundForm[FigureForm]) -> None:
    chosen = form.data.indicator_id
    if chosen is not None and not project_indicators(session, review, chosen):
        raise NotFound("Cet indicateur n’est pas celui d’un projet de ce programme.")


def _values(figure: ProgrammeFigure) -> dict[str, object]:
    return {name: getattr(figure, name) for name in FIGURE_LABELS}


def _page(
    request: Request,
    programme: Programme,
    review: ProgrammeReview,
    form: BoundForm[FigureForm],
    figure: ProgrammeFigure | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "reviews/figure.html",
        status=status,
        programme=programme,
        review=review,
        form=form,
        figure=figure,
        address=review_address(programme.code, review.id),
        levels=list(LEVELS.items()),
    )
