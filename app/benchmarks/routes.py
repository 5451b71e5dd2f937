"""National reference figures: listed for all, written by the administration."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.benchmarks import routes_figures, service
from app.benchmarks.forms import REFERENCE_LABELS, RULES, ReferenceForm
from app.benchmarks.queries import HERE, axis_labels, get_reference, read_references
from app.changes import author_of
from app.db import Reading, Writing
from app.models import NationalReference
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
ONE = f"{HERE}/{{reference_id}}"
Form = BoundForm[ReferenceForm]


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading) -> Response:
    axes = axis_labels(session, clock.today())
    return render(request, "benchmarks/list.html", references=read_references(session), axes=axes)


@router.get(f"{HERE}/nouveau", right=Right.ADMIN)
def new(request: Request, session: Reading) -> Response:
    return _page(request, axis_labels(session), fresh(ReferenceForm))


@router.post(f"{HERE}/nouveau", right=Right.ADMIN)
def create(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(ReferenceForm, posted)
    made = None
    if not form.has_errors:
        with faults_on(form, session, RULES):
            made = service.add_reference(session, **form.data.model_dump(), user=visitor.user)
    if form.has_errors or made is None:
        return _page(request, axis_labels(session), form, status=422)
    return redirect(request, f"{HERE}/{made.id}/chiffres/nouveau", flash="Repère créé\u00a0: donnez son chiffre.")


@router.get(f"{ONE}/modifier", right=Right.ADMIN)
def edit(request: Request, session: Reading, reference_id: int) -> Response:
    reference = get_reference(session, reference_id)
    return _page(request, axis_labels(session), fresh(ReferenceForm, _values(reference), reference.version), reference)


@router.post(f"{ONE}/modifier", right=Right.ADMIN)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, reference_id: int) -> Response:
    reference = get_reference(session, reference_id)
    form = bind(ReferenceForm, posted)
    check_version(
        reference,
        form,
        labels=REFERENCE_LABELS,
        current=_values(reference),
        action=f"{HERE}/{reference_id}/modifier",
        back=HERE,
        by=author_of(session, reference),
        choices={"axis": axis_labels(session)},
    )
    if not form.has_errors:
        with faults_on(form, session, RULES):
            service.update_reference(session, reference, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _page(request, axis_labels(session), form, get_reference(session, reference_id), 422)
    return redirect(request, HERE, flash=f"«\u00a0{form.data.label}\u00a0» est enregistré.")


def _values(reference: NationalReference) -> dict[str, object]:
    return {name: getattr(reference, name) for name in REFERENCE_LABELS}


def _page(
    request: Request,
    axes: dict[str, str],
    form: Form,
    reference: NationalReference | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "benchmarks/edit.html",
        status=status,
        form=form,
        reference_id=reference.id if reference else None,
        axes=list(axes.items()),
    )


router.include_router(routes_figures.router)
