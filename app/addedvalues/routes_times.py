"""The time a project's coordination took: asked, said, corrected, taken away."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.addedvalues import service
from app.addedvalues.forms import LEVELS, TIME_LABELS, TIME_RULES, TimeForm
from app.addedvalues.queries import get_time
from app.changes import author_of
from app.db import Reading, Writing
from app.milestones.queries import partner_choices
from app.models import CoordinationTime, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
PAGE = "/projets/{code}/valeurs-ajoutees"
HERE = f"{PAGE}/coordination"
ONE = f"{HERE}/{{time_id}}"
Form = BoundForm[TimeForm]


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request, session: Reading, code: str, partenaire: str = "") -> Response:
    """`partenaire`: already chosen, from the list of those who have not been asked."""
    project = get_project(session, code)
    known = {str(row.id) for row in partner_choices(session, project.id)}
    chosen = partenaire if partenaire in known else None
    first = {"partner_id": chosen, "starts_on": project.starts_on, "ends_on": project.ends_on, "evidence": 0}
    return _form_page(request, session, project, fresh(TimeForm, first))


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(TimeForm, posted)
    if not form.has_errors:
        with faults_on(form, session, TIME_RULES):
            service.add_time(session, project=project, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _form_page(request, session, project, form, status=422)
    return redirect(request, PAGE.format(code=code), flash="Temps de coordination enregistré.")


@router.get(ONE, right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, time_id: int) -> Response:
    project = get_project(session, code)
    time = get_time(session, project, time_id)
    return _form_page(request, session, project, fresh(TimeForm, _values(time), time.version), time)


@router.post(ONE, right=Right.EDIT)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, time_id: int) -> Response:
    project = get_project(session, code)
    time = get_time(session, project, time_id)
    form = bind(TimeForm, posted)
    _refuse_lost_update(session, project, time, form)
    if not form.has_errors:
        with faults_on(form, session, TIME_RULES):
            service.update_time(session, time, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _form_page(request, session, project, form, time, status=422)
    return redirect(request, PAGE.format(code=code), flash="Temps de coordination enregistré.")


@router.post(f"{ONE}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, code: str, time_id: int) -> Response:
    service.remove_time(session, get_time(session, get_project(session, code), time_id))
    return redirect(request, PAGE.format(code=code), flash="Temps de coordination retiré.")


def _values(time: CoordinationTime) -> dict[str, object]:
    return {name: getattr(time, name) for name in TIME_LABELS}


def _refuse_lost_update(session: Session, project: Project, time: CoordinationTime, form: Form) -> None:
    partners = {str(row.id): row.name for row in partner_choices(session, project.id)}
    check_version(
        time,
        form,
        labels=TIME_LABELS,
        current=_values(time),
        action=f"{HERE.format(code=project.code)}/{time.id}",
        back=PAGE.format(code=project.code),
        by=author_of(session, time),
        choices={"partner_id": partners, "said_by_id": partners, "evidence": dict(LEVELS)},
    )


def _form_page(
    request: Request,
    session: Session,
    project: Project,
    form: Form,
    time: CoordinationTime | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "addedvalues/time.html",
        status=status,
        form=form,
        project=project,
        time_id=time.id if time else None,
        partners=partner_choices(session, project.id),
        levels=LEVELS,
    )
