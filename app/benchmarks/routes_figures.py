"""The figures of a national reference: a newer one added, one corrected, one retired or brought back."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.benchmarks import service
from app.benchmarks.forms import FIGURE_LABELS, RULES, SAME_DATE, FigureForm, RetirementForm
from app.benchmarks.queries import HERE, get_figure, get_reference
from app.changes import author_of
from app.db import Reading, Writing
from app.errors import Refused
from app.models import NationalReference, ReferenceFigure
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
NEW = f"{HERE}/{{reference_id}}/chiffres/nouveau"
ONE = f"{HERE}/chiffres/{{figure_id}}"
Form = BoundForm[FigureForm]


@router.get(NEW, right=Right.ADMIN)
def new(request: Request, session: Reading, reference_id: int) -> Response:
    return _page(request, get_reference(session, reference_id), fresh(FigureForm))


@router.post(NEW, right=Right.ADMIN)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, reference_id: int) -> Response:
    reference = get_reference(session, reference_id)
    form = bind(FigureForm, posted)
    if not form.has_errors:
        given = form.data.model_dump()
        with faults_on(form, session, RULES):
            service.add_figure(session, reference, **given, user=visitor.user, today=clock.today())
    if form.has_errors:
        return _page(request, get_reference(session, reference_id), form, status=422)
    return redirect(request, HERE, flash="Chiffre ajouté\u00a0; ceux d’avant restent.")


@router.get(ONE, right=Right.ADMIN)
def edit(request: Request, session: Reading, figure_id: int) -> Response:
    reference, figure = get_figure(session, figure_id)
    return _page(request, reference, fresh(FigureForm, _values(figure), figure.version), figure)


@router.post(ONE, right=Right.ADMIN)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, figure_id: int) -> Response:
    reference, figure = get_figure(session, figure_id)
    form = bind(FigureForm, posted)
    _refuse_lost_update(session, figure, form)
    if not form.has_errors:
        given = form.data.model_dump()
        with faults_on(form, session, RULES):
            service.update_figure(session, figure, **given, user=visitor.user, today=clock.today())
    if form.has_errors:
        reference, figure = get_figure(session, figure_id)
        return _page(request, reference, form, figure, 422)
    return redirect(request, HERE, flash="Chiffre corrigé.")


@router.post(f"{ONE}/retrait", right=Right.ADMIN)
def retire(request: Request, session: Writing, posted: Posted, visitor: SignedIn, figure_id: int) -> Response:
    reference, figure = get_figure(session, figure_id)
    form = bind(RetirementForm, posted)
    if form.has_errors:
        opened = fresh(FigureForm, _values(figure), figure.version)
        return _page(request, reference, opened, figure, 422, retirement=form)
    service.retire_figure(session, figure, reason=form.data.retired_reason, user=visitor.user, today=clock.today())
    return redirect(request, HERE, flash="Chiffre retiré\u00a0; il reste lisible parmi les anciens.")


@router.post(f"{ONE}/retour", right=Right.ADMIN)
def bring_back(request: Request, session: Writing, visitor: SignedIn, figure_id: int) -> Response:
    _, figure = get_figure(session, figure_id)
    form = fresh(RetirementForm)
    with faults_on(form, session, RULES):
        service.bring_back_figure(session, figure, user=visitor.user)
    if form.has_errors:
        raise Refused(SAME_DATE, HERE, "Voir les repères nationaux")
    return redirect(request, HERE, flash="Chiffre remis.")


def _values(figure: ReferenceFigure) -> dict[str, object]:
    """Without the zeros that the column keeps: 56, not 56,00."""
    shown = {name: getattr(figure, name) for name in FIGURE_LABELS}
    return shown | {"percent": figure.percent.normalize()}


def _refuse_lost_update(session: Session, figure: ReferenceFigure, form: Form) -> None:
    check_version(
        figure,
        form,
        labels=FIGURE_LABELS,
        current=_values(figure),
        action=f"{HERE}/chiffres/{figure.id}",
        back=HERE,
        by=author_of(session, figure),
    )


def _page(
    request: Request,
    reference: NationalReference,
    form: Form,
    figure: ReferenceFigure | None = None,
    status: int = 200,
    retirement: BoundForm[RetirementForm] | None = None,
) -> Response:
    return render(
        request,
        "benchmarks/figure.html",
        status=status,
        form=form,
        reference=reference,
        figure=figure,
        retirement=retirement or fresh(RetirementForm),
    )
