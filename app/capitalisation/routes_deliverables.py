"""The deliverables of a pillar: one to add, correct, tick in one press, or remove."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.capitalisation import service
from app.capitalisation.forms import CONSTRAINTS, DELIVERABLE_LABELS, DeliverableForm
from app.capitalisation.queries import PillarLine, get_deliverable, get_pillar
from app.changes import author_of
from app.db import Reading, Writing
from app.milestones.queries import partner_choices
from app.models import Deliverable, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/capitalisation"
NEW = f"{HERE}/piliers/{{pillar_code}}/nouveau"
ONE = f"{HERE}/livrables/{{deliverable_id}}"
Form = BoundForm[DeliverableForm]


@router.get(NEW, right=Right.EDIT)
def new(request: Request, session: Reading, code: str, pillar_code: str) -> Response:
    project = get_project(session, code)
    return _form_page(request, session, project, get_pillar(session, project, pillar_code), fresh(DeliverableForm))


@router.post(NEW, right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, pillar_code: str) -> Response:
    project = get_project(session, code)
    pillar = get_pillar(session, project, pillar_code)
    form = bind(DeliverableForm, posted)
    _check_tick(form)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.add_deliverable(
                session,
                project=project,
                pillar_code=pillar.code,
                **_columns(form.data),
                user=visitor.user,
                today=clock.today(),
            )
    if form.has_errors:
        return _form_page(request, session, project, pillar, form, status=422)
    return redirect(request, _pillar_address(code, pillar.code), flash="Livrable ajouté.")


@router.get(ONE, right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, deliverable_id: int) -> Response:
    project = get_project(session, code)
    deliverable = get_deliverable(session, project, deliverable_id)
    form = fresh(DeliverableForm, _values(deliverable), version=deliverable.version)
    pillar = get_pillar(session, project, deliverable.pillar_code)
    return _form_page(request, session, project, pillar, form, deliverable)


@router.post(ONE, right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, deliverable_id: int
) -> Response:
    project = get_project(session, code)
    deliverable = get_deliverable(session, project, deliverable_id)
    form = bind(DeliverableForm, posted)
    _refuse_lost_update(session, project, deliverable, form)
    _check_tick(form)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.update_deliverable(
                session, deliverable, **_columns(form.data), user=visitor.user, today=clock.today()
            )
    if form.has_errors:
        pillar = get_pillar(session, project, deliverable.pillar_code)
        return _form_page(request, session, project, pillar, form, deliverable, status=422)
    return redirect(request, _pillar_address(code, deliverable.pillar_code), flash="Livrable enregistré.")


@router.post(f"{ONE}/coche", right=Right.EDIT)
def tick(request: Request, session: Writing, visitor: SignedIn, code: str, deliverable_id: int) -> Response:
    """Delivered today, in one press; another date is typed on its page."""
    deliverable = get_deliverable(session, get_project(session, code), deliverable_id)
    service.tick(session, deliverable, user=visitor.user, today=clock.today())
    return redirect(
        request, _pillar_address(code, deliverable.pillar_code), flash=f"{deliverable.title}\u202f: c’est livré."
    )


@router.post(f"{ONE}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, code: str, deliverable_id: int) -> Response:
    deliverable = get_deliverable(session, get_project(session, code), deliverable_id)
    address = _pillar_address(code, deliverable.pillar_code)
    service.remove_deliverable(session, deliverable)
    return redirect(request, address, flash="Livrable retiré.")


def _pillar_address(code: str, pillar_code: str) -> str:
    return f"/projets/{code}/capitalisation/piliers/{pillar_code}"


def _check_tick(form: Form) -> None:
    """A date says that it is delivered: one without the other contradicts itself."""
    if not form.has_errors and form.data.done_on and not form.data.is_done:
        form.refuse("is_done", "Cochez «\u00a0Livré\u00a0», ou effacez la date.")


def _columns(data: DeliverableForm) -> dict[str, Any]:
    columns = data.model_dump(exclude={"is_done"})
    return columns | {"done_on": (data.done_on or clock.today()) if data.is_done else None}


def _values(deliverable: Deliverable) -> dict[str, object]:
    kept = {name: getattr(deliverable, name) for name in DELIVERABLE_LABELS if name != "is_done"}
    return kept | {"is_done": deliverable.done_on is not None}


def _refuse_lost_update(session: Session, project: Project, deliverable: Deliverable, form: Form) -> None:
    back = f"/projets/{project.code}/capitalisation"
    check_version(
        deliverable,
        form,
        labels=DELIVERABLE_LABELS,
        current=_values(deliverable),
        action=f"{back}/livrables/{deliverable.id}",
        back=_pillar_address(project.code, deliverable.pillar_code),
        by=author_of(session, deliverable),
        choices={"partner_id": {str(row.id): row.name for row in partner_choices(session, project.id)}},
    )


def _form_page(
    request: Request,
    session: Session,
    project: Project,
    pillar: PillarLine,
    form: Form,
    deliverable: Deliverable | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "capitalisation/deliverable.html",
        status=status,
        form=form,
        project=project,
        pillar=pillar,
        deliverable_id=deliverable.id if deliverable else None,
        partners=partner_choices(session, project.id),
    )
