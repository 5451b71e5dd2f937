"""The case a project tells: its texts, and the agreement of the alliance to their publication."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.capitalisation.forms import CASE_CONSTRAINTS, CASE_LABELS, AgreementForm, CaseForm
from app.capitalisation.publishing import record_agreement, withdraw_agreement, write_case
from app.capitalisation.queries import AGREED_LABELS, agreed_texts, case_of
from app.capitalisation.readiness import readiness
from app.changes import author_of
from app.db import Reading, Writing
from app.errors import Conflict, Refused
from app.milestones.queries import partner_choices
from app.models import CaseStudy, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/capitalisation"


@router.get(f"{HERE}/cas", right=Right.EDIT)
def edit(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    case = case_of(session, project.id)
    form = fresh(CaseForm, _values(project, case), version=case.version if case else 0)
    return _case_page(request, session, project, form)


@router.post(f"{HERE}/cas", right=Right.EDIT)
def write(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    case = case_of(session, project.id)
    form = bind(CaseForm, posted)
    if case is not None:
        _refuse_lost_update(session, project, case, form)
    if not form.has_errors:
        with faults_on(form, session, CASE_CONSTRAINTS):
            write_case(session, project, case, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _case_page(request, session, project, form, 422)
    return redirect(request, _tasks(code), flash="Le cas est enregistré.")


@router.get(f"{HERE}/accord", right=Right.EDIT)
def ask(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    case = case_of(session, project.id)
    form = fresh(AgreementForm, {"agreed_on": clock.today()}, version=_reread(project, case))
    return _agreement_page(request, session, project, form)


@router.post(f"{HERE}/accord", right=Right.EDIT)
def agree(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    case = _written(session, project)
    form = bind(AgreementForm, posted)
    if form.version != _reread(project, case):
        raise Conflict(
            "Les textes du cas ont changé pendant votre saisie\u00a0: relisez-les avec l’alliance avant de noter son "
            "accord.",
            link=f"{_tasks(code)}/accord",
            link_label="Relire les textes",
        )
    if not form.has_errors:
        with faults_on(form, session):
            record_agreement(session, project, case, **form.data.model_dump(), user=visitor.user, today=clock.today())
    if form.has_errors:
        return _agreement_page(request, session, project, form, 422)
    return redirect(request, _tasks(code), flash="L’accord de l’alliance est noté.")


@router.post(f"{HERE}/accord/retrait", right=Right.EDIT)
def withdraw(request: Request, session: Writing, code: str) -> Response:
    withdraw_agreement(session, _written(session, get_project(session, code)), now=clock.now())
    return redirect(request, _tasks(code), flash="L’accord est retiré\u00a0: le cas ne s’exporte plus.")


def _tasks(code: str) -> str:
    return f"/projets/{code}/capitalisation"


def _written(session: Session, project: Project) -> CaseStudy:
    case = case_of(session, project.id)
    if case is None:
        raise Refused("Le cas n’est pas encore écrit.", f"{_tasks(project.code)}/cas", "Écrire le cas")
    return case


def _reread(project: Project, case: CaseStudy | None) -> str:
    """What was on the page when the alliance read it: the case, and the project whose texts go with it."""
    return f"{case.version if case else 0}.{project.version}"


def _texts(session: Session, project: Project, case: CaseStudy) -> list[tuple[str, str]]:
    """What is agreed to, in words."""
    told = agreed_texts(project, case)
    names = {row.id: row.name for row in partner_choices(session, project.id)}
    told["contact_partner_id"] = names.get(told["contact_partner_id"], "Le Fonds ODD 17")
    return [(label, told[name]) for name, label in AGREED_LABELS.items()]


def _values(project: Project, case: CaseStudy | None) -> dict[str, object]:
    """A case never written yet starts from the title of its project."""
    if case is None:
        return {"title": project.title}
    return {name: getattr(case, name) for name in CASE_LABELS}


def _refuse_lost_update(session: Session, project: Project, case: CaseStudy, form: BoundForm[CaseForm]) -> None:
    check_version(
        case,
        form,
        labels=CASE_LABELS,
        current=_values(project, case),
        action=f"{_tasks(project.code)}/cas",
        back=_tasks(project.code),
        by=author_of(session, case),
        choices={"contact_partner_id": {str(row.id): row.name for row in partner_choices(session, project.id)}},
    )


def _case_page(
    request: Request, session: Session, project: Project, form: BoundForm[CaseForm], status: int = 200
) -> Response:
    partners = partner_choices(session, project.id)
    found = readiness(session, project)
    return render(
        request, "capitalisation/case.html", status=status, form=form, project=project, partners=partners, found=found
    )


def _agreement_page(
    request: Request, session: Session, project: Project, form: BoundForm[AgreementForm], status: int = 200
) -> Response:
    found = readiness(session, project)
    return render(
        request,
        "capitalisation/agreement.html",
        status=status,
        form=form,
        project=project,
        found=found,
        reread=_texts(session, project, found.case) if found.case else [],
    )
