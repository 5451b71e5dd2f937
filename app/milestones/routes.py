"""The milestones of a project: the list of the day, one to add or correct, done, the usual schedule."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.agenda.notices.queries import escalations_of
from app.changes import author_of
from app.db import Reading, Writing
from app.documents.queries import evidence_of
from app.milestones import service
from app.milestones.forms import CONSTRAINTS, LABELS, CompletionForm, MilestoneForm, proposed
from app.milestones.queries import get_milestone, kind_choices, partner_choices, project_card
from app.models import Milestone, Partner, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/jalons"
Form = BoundForm[MilestoneForm]


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    card = project_card(session, project)
    return render(
        request,
        "milestones/list.html",
        project=project,
        card=card,
        done_today=fresh(CompletionForm, {"done_on": clock.today()}),
        evidence=evidence_of(session, project.id),
        told=escalations_of(session, [line.id for line in card.lines if line.state.tone == "late"]),
    )


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request, session: Reading, code: str) -> Response:
    """Another page may propose one: `nature`, `intitule`, `echeance` in the address, to be read over before saving."""
    return _form_page(
        request, session, get_project(session, code), fresh(MilestoneForm, proposed(request.query_params))
    )


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(MilestoneForm, posted)
    _check_partner(session, project, form)
    if not form.has_errors:
        columns = form.data.model_dump(exclude={"partner_id"})
        partner = session.get(Partner, form.data.partner_id) if form.data.partner_id else None
        with faults_on(form, session, CONSTRAINTS):
            service.add_milestone(session, project=project, **columns, partner=partner, user=visitor.user)
    if form.has_errors:
        return _form_page(request, session, project, form, status=422)
    return redirect(request, f"/projets/{code}/jalons", flash="Jalon ajouté.")


@router.post(f"{HERE}/proposition", right=Right.EDIT)
def propose(request: Request, session: Writing, visitor: SignedIn, code: str) -> Response:
    added = service.propose_schedule(session, project=get_project(session, code), user=visitor.user)
    sentence = f"{plural(len(added), 'jalon ajouté', 'jalons ajoutés')}\u202f: ajustez-les à votre projet."
    return redirect(request, f"/projets/{code}/jalons", flash=sentence if added else "Le calendrier était complet.")


@router.get(f"{HERE}/{{milestone_id}}", right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, milestone_id: int) -> Response:
    project = get_project(session, code)
    milestone = get_milestone(session, project, milestone_id)
    form = fresh(MilestoneForm, _values(milestone), version=milestone.version)
    return _form_page(request, session, project, form, milestone)


@router.post(f"{HERE}/{{milestone_id}}", right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, milestone_id: int
) -> Response:
    project = get_project(session, code)
    milestone = get_milestone(session, project, milestone_id)
    form = bind(MilestoneForm, posted)
    _refuse_lost_update(session, project, milestone, form)
    _check_partner(session, project, form)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.update_milestone(session, milestone, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _form_page(request, session, project, form, milestone, status=422)
    return redirect(request, f"/projets/{code}/jalons", flash="Jalon enregistré.")


@router.post(f"{HERE}/{{milestone_id}}/achevement", right=Right.EDIT)
def complete(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, milestone_id: int
) -> Response:
    """Done today, in one press; another date is typed on the page of the milestone."""
    milestone = get_milestone(session, get_project(session, code), milestone_id)
    form = bind(CompletionForm, posted)
    done_on = clock.today() if form.has_errors else form.data.done_on
    service.complete_milestone(session, milestone, done_on=done_on, user=visitor.user)
    return redirect(request, f"/projets/{code}/jalons", flash=f"{milestone.title}\u202f: c’est fait.")


@router.post(f"{HERE}/{{milestone_id}}/reouverture", right=Right.EDIT)
def reopen(request: Request, session: Writing, visitor: SignedIn, code: str, milestone_id: int) -> Response:
    milestone = get_milestone(session, get_project(session, code), milestone_id)
    service.reopen_milestone(session, milestone, user=visitor.user)
    return redirect(request, f"/projets/{code}/jalons", flash=f"{milestone.title} est de nouveau à faire.")


@router.post(f"{HERE}/{{milestone_id}}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, visitor: SignedIn, code: str, milestone_id: int) -> Response:
    milestone = get_milestone(session, get_project(session, code), milestone_id)
    service.remove_milestone(session, milestone, user=visitor.user)
    return redirect(request, f"/projets/{code}/jalons", flash="Jalon retiré.")


def _check_partner(session: Session, project: Project, form: Form) -> None:
    """Only partners of this project may be responsible for its milestones."""
    typed = form.value("partner_id")
    if typed and typed not in {str(row.id) for row in partner_choices(session, project.id)}:
        form.refuse("partner_id", "Choisissez un des partenaires du projet.")


def _refuse_lost_update(session: Session, project: Project, milestone: Milestone, form: Form) -> None:
    back = f"/projets/{project.code}/jalons"
    check_version(
        milestone,
        form,
        labels=LABELS,
        current=_values(milestone),
        action=f"{back}/{milestone.id}",
        back=back,
        by=author_of(session, milestone),
        choices={
            "kind_code": {row.code: row.label for row in kind_choices(session, milestone.kind_code)},
            "partner_id": {str(row.id): row.name for row in partner_choices(session, project.id)},
        },
    )


def _values(milestone: Milestone) -> dict[str, object]:
    return {name: getattr(milestone, name) for name in LABELS}


def _form_page(
    request: Request,
    session: Session,
    project: Project,
    form: Form,
    milestone: Milestone | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "milestones/form.html",
        status=status,
        form=form,
        project=project,
        milestone_id=milestone.id if milestone else None,
        is_done=milestone is not None and milestone.done_on is not None,
        kinds=kind_choices(session, milestone.kind_code if milestone else ""),
        partners=partner_choices(session, project.id),
    )
