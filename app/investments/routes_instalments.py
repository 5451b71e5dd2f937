"""Instalments: planned, tied to a milestone, cancelled, restored, taken away."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.investments import service
from app.investments.forms import CONSTRAINTS, INSTALMENT_LABELS, InstalmentForm
from app.investments.pages import back_home, form_page, home, refuse_lost_update, values_of
from app.investments.queries import get_instalment, get_investment, milestone_choices
from app.models import Instalment, Milestone, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect

router = Router()
PLAN = "/projets/{code}/investissements/{investment_id}/tranches"
ONE = "/projets/{code}/tranches/{instalment_id}"


@router.post(f"{PLAN}/proposition", right=Right.EDIT)
def propose(request: Request, session: Writing, visitor: SignedIn, code: str, investment_id: int) -> Response:
    investment = get_investment(session, get_project(session, code), investment_id)
    added = service.propose_plan(session, investment=investment, user=visitor.user)
    return back_home(request, code, f"{plural(len(added), 'tranche proposée', 'tranches proposées')}, à ajuster.")


@router.get(f"{PLAN}/nouvelle", right=Right.EDIT)
def new(request: Request, session: Reading, code: str, investment_id: int) -> Response:
    project = get_project(session, code)
    get_investment(session, project, investment_id)
    return _page(request, session, project, fresh(InstalmentForm), f"{home(code)}/{investment_id}/tranches/nouvelle")


@router.post(f"{PLAN}/nouvelle", right=Right.EDIT)
def add(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, investment_id: int
) -> Response:
    project = get_project(session, code)
    investment = get_investment(session, project, investment_id)
    form = bind(InstalmentForm, posted)
    _check_milestone(session, project, form)
    if not form.has_errors:
        columns = form.data.model_dump(exclude={"milestone_id"})
        milestone = session.get(Milestone, form.data.milestone_id) if form.data.milestone_id else None
        with faults_on(form, session, CONSTRAINTS):
            service.add_instalment(session, investment=investment, **columns, milestone=milestone, user=visitor.user)
    if form.has_errors:
        action = f"{home(code)}/{investment_id}/tranches/nouvelle"
        return _page(request, session, project, form, action, status=422)
    return back_home(request, code, "Tranche ajoutée.")


@router.get(ONE, right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, instalment_id: int) -> Response:
    project = get_project(session, code)
    instalment = get_instalment(session, project, instalment_id)
    form = fresh(InstalmentForm, values_of(instalment, INSTALMENT_LABELS), version=instalment.version)
    return _page(request, session, project, form, _address(code, instalment), instalment)


@router.post(ONE, right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, instalment_id: int
) -> Response:
    project = get_project(session, code)
    instalment = get_instalment(session, project, instalment_id)
    form = bind(InstalmentForm, posted)
    _refuse_lost_update(session, project, instalment, form)
    _check_milestone(session, project, form)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.update_instalment(session, instalment, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _page(request, session, project, form, _address(code, instalment), instalment, status=422)
    return back_home(request, code, "Tranche enregistrée.")


@router.post(f"{ONE}/annulation", right=Right.EDIT)
def cancel(request: Request, session: Writing, visitor: SignedIn, code: str, instalment_id: int) -> Response:
    instalment = get_instalment(session, get_project(session, code), instalment_id)
    service.cancel_instalment(session, instalment, user=visitor.user)
    return back_home(request, code, f"{instalment.label}\u202f: annulée, elle ne compte plus dans le plan.")


@router.post(f"{ONE}/retablissement", right=Right.EDIT)
def restore(request: Request, session: Writing, visitor: SignedIn, code: str, instalment_id: int) -> Response:
    instalment = get_instalment(session, get_project(session, code), instalment_id)
    service.restore_instalment(session, instalment, user=visitor.user)
    return back_home(request, code, f"{instalment.label}\u202f: de nouveau prévue.")


@router.post(f"{ONE}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, visitor: SignedIn, code: str, instalment_id: int) -> Response:
    instalment = get_instalment(session, get_project(session, code), instalment_id)
    service.remove_instalment(session, instalment, user=visitor.user)
    return redirect(request, home(code), flash="Tranche retirée.")


def _address(code: str, instalment: Instalment) -> str:
    return f"/projets/{code}/tranches/{instalment.id}"


def _check_milestone(session: Session, project: Project, form: BoundForm[InstalmentForm]) -> None:
    """Only milestones of this project may hold its money."""
    typed = form.value("milestone_id")
    if typed and typed not in {str(row.id) for row in milestone_choices(session, project.id)}:
        form.refuse("milestone_id", "Choisissez un des jalons du projet.")


def _refuse_lost_update(
    session: Session, project: Project, instalment: Instalment, form: BoundForm[InstalmentForm]
) -> None:
    refuse_lost_update(
        session,
        instalment,
        form,
        labels=INSTALMENT_LABELS,
        current=values_of(instalment, INSTALMENT_LABELS),
        code=project.code,
        action=_address(project.code, instalment),
        choices={"milestone_id": {str(row.id): row.title for row in milestone_choices(session, project.id)}},
    )


def _page(
    request: Request,
    session: Session,
    project: Project,
    form: BoundForm[InstalmentForm],
    action: str,
    instalment: Instalment | None = None,
    status: int = 200,
) -> Response:
    return form_page(
        request,
        "instalment_form",
        project,
        form,
        status=status,
        action=action,
        state=instalment.status if instalment else "",
        milestones=milestone_choices(session, project.id),
    )
