"""An instalment made payable, then paid by another person, each undone while it may be."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Refused
from app.investments import service
from app.investments.forms import CONSTRAINTS, PAYMENT_LABELS, EarlyForm, PaymentForm
from app.investments.four_eyes import payer, why_not
from app.investments.pages import back_home, form_page, home, refuse_lost_update, values_of
from app.investments.payments import require_ready, what_is_missing
from app.investments.queries import get_instalment
from app.models import Instalment, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh

router = Router()
ONE = "/projets/{code}/tranches/{instalment_id}"


@router.get(f"{ONE}/versement", right=Right.EDIT)
def payment(request: Request, session: Reading, visitor: SignedIn, code: str, instalment_id: int) -> Response:
    """Refused at once when the milestone waited for is not done, or when it is for another person to do."""
    project = get_project(session, code)
    instalment = get_instalment(session, project, instalment_id)
    require_ready(session, instalment, visitor.user)
    _require_another(session, project, instalment, visitor)
    paid = values_of(instalment, PAYMENT_LABELS)
    if instalment.paid_on is None:
        paid |= {"paid_on": clock.today(), "paid_amount_eur": instalment.amount_eur}
    return _payment_page(request, project, fresh(PaymentForm, paid, version=instalment.version), instalment)


@router.post(f"{ONE}/versement", right=Right.EDIT)
def pay(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, instalment_id: int
) -> Response:
    project = get_project(session, code)
    instalment = get_instalment(session, project, instalment_id)
    require_ready(session, instalment, visitor.user)
    _require_another(session, project, instalment, visitor)
    form = bind(PaymentForm, posted)
    current, action = values_of(instalment, PAYMENT_LABELS), f"/projets/{code}/tranches/{instalment.id}/versement"
    refuse_lost_update(session, instalment, form, labels=PAYMENT_LABELS, current=current, code=code, action=action)
    if form.has_errors:
        return _payment_page(request, project, form, instalment, status=422)
    with faults_on(form, session, CONSTRAINTS):
        service.pay_instalment(
            session,
            instalment,
            paid_on=form.data.paid_on,
            amount_eur=form.data.paid_amount_eur,
            reference=form.data.payment_reference,
            user=visitor.user,
        )
    if form.has_errors:
        return _payment_page(request, project, form, instalment, status=422)
    return back_home(request, code, f"{instalment.label}\u202f: versement enregistré.")


@router.post(f"{ONE}/versement/annulation", right=Right.EDIT)
def undo(request: Request, session: Writing, visitor: SignedIn, code: str, instalment_id: int) -> Response:
    instalment = get_instalment(session, get_project(session, code), instalment_id)
    service.undo_payment(session, instalment, user=visitor.user)
    return back_home(request, code, f"{instalment.label}\u202f: de nouveau à payer.")


@router.get(f"{ONE}/mise-en-paiement", right=Right.EDIT)
def early(request: Request, session: Reading, code: str, instalment_id: int) -> Response:
    """What the instalment waits for, and the reason of whoever does not wait."""
    project = get_project(session, code)
    return _early_page(request, session, project, get_instalment(session, project, instalment_id), fresh(EarlyForm))


@router.post(f"{ONE}/mise-en-paiement", right=Right.EDIT)
def make_payable(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, instalment_id: int
) -> Response:
    project = get_project(session, code)
    instalment = get_instalment(session, project, instalment_id)
    form = bind(EarlyForm, posted)
    if not form.has_errors:
        with faults_on(form, session):
            service.make_payable(session, instalment, reason=form.data.reason, user=visitor.user)
    if form.has_errors:
        return _early_page(request, session, project, instalment, form, status=422)
    return back_home(request, code, f"{instalment.label}\u202f: à payer.")


def _require_another(session: Session, project: Project, instalment: Instalment, visitor: Visitor) -> None:
    if sentence := why_not(instalment.status, instalment.payable_by_id, payer(session, visitor.user)):
        raise Refused(sentence, home(project.code), "Revenir aux investissements")


def _early_page(
    request: Request,
    session: Session,
    project: Project,
    instalment: Instalment,
    form: BoundForm[EarlyForm],
    status: int = 200,
) -> Response:
    missing = what_is_missing(session, instalment)
    return form_page(request, "payable_form", project, form, status=status, instalment=instalment, missing=missing)


def _payment_page(
    request: Request, project: Project, form: BoundForm[PaymentForm], instalment: Instalment, status: int = 200
) -> Response:
    return form_page(request, "payment_form", project, form, status=status, instalment=instalment)
