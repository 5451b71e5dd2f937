"""Check the answers, record everything, see what comes next."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.models import Project
from app.registration.finishing import Registration, register
from app.registration.forms import ProjectStep
from app.registration.guide import Guide, Kept
from app.registration.queries import own_draft
from app.registration.steps import CHECK
from app.registration.summary import Summary
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, faults_on, new_key
from app.web.templating import redirect, render

router = Router()
HERE = "/enregistrement/{draft_id:int}"
Fault = tuple[str, str]
REFUSED = {
    "uq_organisation_siren": (
        "",
        "Un SIREN saisi vient d’être enregistré par quelqu’un d’autre\u202f: choisissez cette organisation.",
    ),
    "ck_allocation_total": ("", "Les parts des financeurs dépassent le montant investi."),
}


@router.get(f"{HERE}/{CHECK}", right=Right.EDIT)
def check(request: Request, draft_id: int, visitor: SignedIn, session: Reading) -> Response:
    draft = own_draft(session, draft_id, owner_id=visitor.id)
    if draft.finished_at:
        return redirect(request, f"/enregistrement/{draft_id}/confirmation")
    return _check_page(request, session, Guide(session, draft, clock.today()))


@router.post(f"{HERE}/{CHECK}", right=Right.EDIT)
def finish(request: Request, draft_id: int, visitor: SignedIn, session: Writing) -> Response:
    """The lock makes a second sending wait, then find everything done."""
    draft = own_draft(session, draft_id, owner_id=visitor.id, lock=True)
    done = f"/enregistrement/{draft_id}/confirmation"
    if draft.finished_at:
        return redirect(request, done)
    guide = Guide(session, draft, clock.today())
    if not guide.is_ready:
        return _check_page(request, session, guide, status=422)
    refused: BoundForm[ProjectStep] = BoundForm({}, {}, None, "", "")
    with faults_on(refused, session, REFUSED):
        register(session, draft, registration=_read(guide), user=visitor.user, today=clock.today(), now=clock.now())
    if refused.has_errors:
        session.expire_all()
        faults = [(sentence, f"/enregistrement/{draft_id}") for sentence in refused.errors.values()]
        return _check_page(request, session, Guide(session, draft, clock.today()), status=422, more=faults)
    return redirect(request, done)


@router.get(f"{HERE}/confirmation", right=Right.EDIT)
def confirmation(request: Request, draft_id: int, visitor: SignedIn, session: Reading) -> Response:
    draft = own_draft(session, draft_id, owner_id=visitor.id)
    if not draft.finished_at:
        return redirect(request, f"/enregistrement/{draft_id}")
    project = session.get(Project, draft.project_id) if draft.project_id else None
    return render(request, "registration/done.html", draft=draft, project=project)


def _check_page(
    request: Request, session: Session, guide: Guide, status: int = 200, more: list[Fault] | None = None
) -> Response:
    faults = [fault for kept in guide.steps() for fault in _faults(guide, kept)] + (more or [])
    return render(
        request,
        "registration/check.html",
        status=status,
        draft=guide.draft,
        guide=guide,
        summary=Summary(session, guide),
        faults=faults,
        key=new_key(),
    )


def _faults(guide: Guide, kept: Kept) -> list[Fault]:
    """(sentence, where to mend it)"""
    address = f"/enregistrement/{guide.draft.id}/{kept.step.slug}"
    if kept.is_complete:
        return []
    if kept.is_kept and kept.form.has_errors:
        return [(sentence, f"{address}#{name}" if name else address) for name, sentence in kept.form.errors.items()]
    if kept.is_kept:
        return [(f"L’étape «\u00a0{kept.step.title}\u00a0» est commencée\u202f: terminez-la.", address)]
    return [(f"L’étape «\u00a0{kept.step.title}\u00a0» reste à compléter.", address)]


def _read(guide: Guide) -> Registration:
    return Registration(
        project=guide.step("projet").form.data,
        territory=guide.step("territoire").form.data,
        partners=guide.step("partenaires").form.data,
        amount=guide.step("montant").form.data,
        funders=guide.step("financeurs").form.data,
        instalments=guide.step("tranches").form.data,
        milestones=guide.step("jalons").form.data,
    )
