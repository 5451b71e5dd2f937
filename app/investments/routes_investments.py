"""The money of a project on one page; investments and the shares of their funders."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.investments import service
from app.investments.forms import (
    CONSTRAINTS,
    INVESTMENT_LABELS,
    SHARE_LABELS,
    AllocationForm,
    InvestmentForm,
    ShareForm,
)
from app.investments.four_eyes import payer, why_not
from app.investments.pages import (
    back_home,
    form_page,
    home,
    may_change_amounts,
    refuse_lost_update,
    settled,
    suggestions,
    values_of,
)
from app.investments.queries import get_allocation, get_investment, project_card
from app.models import Allocation, Organisation
from app.projects import permissions
from app.projects.queries import get_project
from app.roadmap.linking import links_of
from app.settings import settings
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted, bind, faults_on, fresh
from app.web.templating import render

router = Router()
HERE = "/projets/{code}/investissements"
ONE = f"{HERE}/{{investment_id}}"
SHARE = "/projets/{code}/affectations/{allocation_id}"


@router.get(HERE, right=Right.CONSULT)
def overview(request: Request, session: Reading, visitor: SignedIn, code: str) -> Response:
    """Why this person may not record a payment is said beside it."""
    project = get_project(session, code)
    asking = payer(session, visitor.user)
    return render(
        request,
        "investments/list.html",
        project=project,
        card=project_card(session, project),
        roadmap=links_of(session, project),
        four_eyes=settings().four_eyes,
        amounts_kept=permissions.why_not(permissions.Group.AMOUNTS, project.status, visitor.role),
        asks_why=permissions.rule_for(permissions.Group.AMOUNTS, project.status).asks_why,
        why_not=lambda line: why_not(line.status, line.payable_by_id, asking),
    )


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    may_change_amounts(request, project)
    return form_page(request, "form", project, fresh(InvestmentForm), investment_id=None)


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(InvestmentForm, posted)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.add_investment(session, project=project, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return form_page(request, "form", project, form, status=422, investment_id=None)
    return back_home(request, code, "Investissement ajouté.")


@router.get(ONE, right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, investment_id: int) -> Response:
    project = get_project(session, code)
    investment = get_investment(session, project, investment_id)
    form = fresh(InvestmentForm, values_of(investment, INVESTMENT_LABELS), version=investment.version)
    return form_page(request, "form", project, form, investment_id=investment_id)


@router.post(ONE, right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, investment_id: int
) -> Response:
    project = get_project(session, code)
    investment = get_investment(session, project, investment_id)
    form = bind(InvestmentForm, posted)
    values = values_of(investment, INVESTMENT_LABELS)
    action = f"{home(code)}/{investment_id}"
    refuse_lost_update(session, investment, form, labels=INVESTMENT_LABELS, current=values, code=code, action=action)
    if not form.has_errors:
        seen, columns = investment.version, form.data.model_dump()
        with faults_on(form, session, CONSTRAINTS):
            service.update_investment(session, investment, **columns, version=seen, user=visitor.user)
    if form.has_errors:
        return form_page(request, "form", project, form, status=422, investment_id=investment_id)
    return back_home(request, code, "Investissement enregistré.")


@router.post(f"{ONE}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, visitor: SignedIn, code: str, investment_id: int) -> Response:
    investment = get_investment(session, get_project(session, code), investment_id)
    service.remove_investment(session, investment, user=visitor.user)
    return back_home(request, code, "Investissement retiré.")


@router.get(f"{ONE}/affectations/nouvelle", right=Right.EDIT)
def new_share(request: Request, session: Reading, code: str, investment_id: int) -> Response:
    project = get_project(session, code)
    investment = get_investment(session, project, investment_id)
    names = suggestions(session, project)
    action = f"{home(code)}/{investment.id}/affectations/nouvelle"
    return form_page(request, "share_form", project, fresh(AllocationForm), action=action, names=names, funder="")


@router.post(f"{ONE}/affectations/nouvelle", right=Right.EDIT)
def add_share(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, investment_id: int
) -> Response:
    project = get_project(session, code)
    investment = get_investment(session, project, investment_id)
    form = bind(AllocationForm, posted)
    funder = settled(session, form, "funder")
    if funder is not None and not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.add_allocation(
                session,
                investment=investment,
                funder=funder,
                amount_eur=form.data.amount_eur,
                reason=form.data.reason,
                user=visitor.user,
            )
    if form.has_errors:
        action = f"{home(code)}/{investment_id}/affectations/nouvelle"
        names = suggestions(session, project)
        return form_page(request, "share_form", project, form, status=422, action=action, names=names, funder="")
    return back_home(request, code, "Part du financeur ajoutée.")


@router.get(SHARE, right=Right.EDIT)
def edit_share(request: Request, session: Reading, code: str, allocation_id: int) -> Response:
    project = get_project(session, code)
    share = get_allocation(session, project, allocation_id)
    form = fresh(ShareForm, values_of(share, SHARE_LABELS), version=share.version)
    action, funder = f"/projets/{code}/affectations/{allocation_id}", _funder(session, share)
    return form_page(request, "share_form", project, form, action=action, names=[], funder=funder)


@router.post(SHARE, right=Right.EDIT)
def update_share(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, allocation_id: int
) -> Response:
    project = get_project(session, code)
    share = get_allocation(session, project, allocation_id)
    form = bind(ShareForm, posted)
    action = f"/projets/{code}/affectations/{allocation_id}"
    values = values_of(share, SHARE_LABELS)
    refuse_lost_update(session, share, form, labels=SHARE_LABELS, current=values, code=code, action=action)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.update_allocation(session, share, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        funder = _funder(session, share)
        return form_page(request, "share_form", project, form, status=422, action=action, names=[], funder=funder)
    return back_home(request, code, "Part du financeur enregistrée.")


@router.post(f"{SHARE}/suppression", right=Right.EDIT)
def remove_share(request: Request, session: Writing, visitor: SignedIn, code: str, allocation_id: int) -> Response:
    share = get_allocation(session, get_project(session, code), allocation_id)
    service.remove_allocation(session, share, user=visitor.user)
    return back_home(request, code, "Part du financeur retirée.")


def _funder(session: Session, share: Allocation) -> str:
    return session.get_one(Organisation, share.funder_id).name
