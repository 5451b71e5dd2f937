"""What others bring to a project beside the fund."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.investments import service
from app.investments.forms import COFINANCING_LABELS, CONSTRAINTS, CofinancingForm
from app.investments.pages import back_home, form_page, refuse_lost_update, settled, suggestions
from app.investments.queries import get_cofinancing
from app.models import Cofinancing, CofinancingKind, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh

router = Router()
HERE = "/projets/{code}/cofinancements"
ONE = f"{HERE}/{{cofinancing_id}}"
KINDS = {kind.value: kind.label.capitalize() for kind in CofinancingKind}
Form = BoundForm[CofinancingForm]


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request, session: Reading, code: str) -> Response:
    return _page(request, session, get_project(session, code), fresh(CofinancingForm))


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(CofinancingForm, posted)
    organisation = settled(session, form, "organisation")
    if organisation is not None and not form.has_errors:
        columns = form.data.model_dump(exclude={"organisation"})
        with faults_on(form, session, CONSTRAINTS):
            service.add_cofinancing(session, project=project, organisation=organisation, **columns, user=visitor.user)
    if form.has_errors:
        return _page(request, session, project, form, status=422)
    return back_home(request, code, "Cofinancement ajouté.")


@router.get(ONE, right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, cofinancing_id: int) -> Response:
    project = get_project(session, code)
    cofinancing = get_cofinancing(session, project, cofinancing_id)
    form = fresh(CofinancingForm, _values(cofinancing), version=cofinancing.version)
    return _page(request, session, project, form, cofinancing)


@router.post(ONE, right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, cofinancing_id: int
) -> Response:
    project = get_project(session, code)
    cofinancing = get_cofinancing(session, project, cofinancing_id)
    form = bind(CofinancingForm, posted)
    refuse_lost_update(
        session,
        cofinancing,
        form,
        labels=COFINANCING_LABELS,
        current=_values(cofinancing),
        code=code,
        action=f"/projets/{code}/cofinancements/{cofinancing_id}",
        choices={"kind": KINDS},
    )
    organisation = settled(session, form, "organisation", cofinancing.organisation)
    if organisation is not None and not form.has_errors:
        columns = form.data.model_dump(exclude={"organisation"}) | {"organisation_id": organisation.id}
        with faults_on(form, session, CONSTRAINTS):
            service.update_cofinancing(session, cofinancing, **columns, user=visitor.user)
    if form.has_errors:
        return _page(request, session, project, form, cofinancing, status=422)
    return back_home(request, code, "Cofinancement enregistré.")


@router.post(f"{ONE}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, visitor: SignedIn, code: str, cofinancing_id: int) -> Response:
    cofinancing = get_cofinancing(session, get_project(session, code), cofinancing_id)
    service.remove_cofinancing(session, cofinancing, user=visitor.user)
    return back_home(request, code, "Cofinancement retiré.")


def _values(cofinancing: Cofinancing) -> dict[str, object]:
    columns = {name: getattr(cofinancing, name) for name in COFINANCING_LABELS if name != "organisation"}
    return columns | {"organisation": cofinancing.organisation.name}


def _page(
    request: Request,
    session: Session,
    project: Project,
    form: Form,
    cofinancing: Cofinancing | None = None,
    status: int = 200,
) -> Response:
    return form_page(
        request,
        "cofinancing_form",
        project,
        form,
        status=status,
        cofinancing_id=cofinancing.id if cofinancing else None,
        kinds=list(KINDS.items()),
        names=suggestions(session, project),
    )
