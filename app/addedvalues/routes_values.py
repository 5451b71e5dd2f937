"""The added values of a project: its page, and each value said, corrected, taken away."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.addedvalues import service
from app.addedvalues.forms import LEVELS, VALUE_LABELS, VALUE_RULES, ValueForm
from app.addedvalues.methods import method_choices
from app.addedvalues.queries import document_choices, get_value
from app.addedvalues.sheet import sheet_of
from app.addedvalues.words import SIDE_BY_SIDE
from app.changes import author_of
from app.db import Reading, Writing
from app.milestones.queries import partner_choices
from app.models import AddedValue, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/valeurs-ajoutees"
ONE = f"{HERE}/{{value_id}}"
Form = BoundForm[ValueForm]


@router.get(HERE, right=Right.CONSULT)
def show(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    sheet = sheet_of(session, project)
    return render(request, "addedvalues/project.html", project=project, sheet=sheet, beside=SIDE_BY_SIDE)


@router.get(f"{HERE}/nouvelle", right=Right.EDIT)
def new(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    first = {"starts_on": project.starts_on, "ends_on": project.ends_on, "evidence": 0}
    return _form_page(request, session, project, fresh(ValueForm, first))


@router.post(f"{HERE}/nouvelle", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(ValueForm, posted)
    if not form.has_errors:
        with faults_on(form, session, VALUE_RULES):
            service.add_value(session, project=project, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _form_page(request, session, project, form, status=422)
    return redirect(request, HERE.format(code=code), flash="Valeur ajoutée enregistrée.")


@router.get(ONE, right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, value_id: int) -> Response:
    project = get_project(session, code)
    value = get_value(session, project, value_id)
    return _form_page(request, session, project, fresh(ValueForm, _values(value), value.version), value)


@router.post(ONE, right=Right.EDIT)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, value_id: int) -> Response:
    project = get_project(session, code)
    value = get_value(session, project, value_id)
    form = bind(ValueForm, posted)
    _refuse_lost_update(session, project, value, form)
    if not form.has_errors:
        with faults_on(form, session, VALUE_RULES):
            service.update_value(session, value, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _form_page(request, session, project, form, value, status=422)
    return redirect(request, HERE.format(code=code), flash="Valeur ajoutée enregistrée.")


@router.post(f"{ONE}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, code: str, value_id: int) -> Response:
    service.remove_value(session, get_value(session, get_project(session, code), value_id))
    return redirect(request, HERE.format(code=code), flash="Valeur ajoutée retirée.")


def _values(value: AddedValue) -> dict[str, object]:
    return {name: getattr(value, name) for name in VALUE_LABELS}


def _refuse_lost_update(session: Session, project: Project, value: AddedValue, form: Form) -> None:
    partners = {str(row.id): row.name for row in partner_choices(session, project.id)}
    check_version(
        value,
        form,
        labels=VALUE_LABELS,
        current=_values(value),
        action=f"{HERE.format(code=project.code)}/{value.id}",
        back=HERE.format(code=project.code),
        by=author_of(session, value),
        choices={
            "method_code": {code: label for code, label, _ in method_choices(session, value.method_code)},
            "said_by_id": partners,
            "evidence": dict(LEVELS),
            "document_id": {str(number): title for number, title in document_choices(session, project.id)},
        },
    )


def _form_page(
    request: Request, session: Session, project: Project, form: Form, value: AddedValue | None = None, status: int = 200
) -> Response:
    return render(
        request,
        "addedvalues/value.html",
        status=status,
        form=form,
        project=project,
        value_id=value.id if value else None,
        methods=method_choices(session, value.method_code if value else ""),
        partners=partner_choices(session, project.id),
        documents=document_choices(session, project.id),
        levels=LEVELS,
    )
