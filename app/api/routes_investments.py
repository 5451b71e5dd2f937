"""What the fund invests in a project, and whose money it is: one of them, a new one, a change."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.api import money
from app.api.access import Caller
from app.api.answers_money import Allocation, InvestmentSheet
from app.api.asked import CodeInPath, NumberInPath
from app.api.bodies import body, checked, faults_told
from app.api.given_money import AllocationChange, InvestmentChange, NewAllocation, NewInvestment
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.investments import service
from app.investments.forms import CONSTRAINTS, INVESTMENT_LABELS, InvestmentForm, ShareForm
from app.models import Allocation as AllocationRecord
from app.models import Investment
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Argent")
FUNDER = {"funder": "organisation"}


@router.reads("/investments/{number}", scope=Scope.PROJECTS_READ, answer=InvestmentSheet, versioned=True)
def read_investment(number: NumberInPath, session: Reading) -> Response:
    """Un investissement.

    Avec les parts de ses financeurs et ses tranches.
    """
    found, project = money.with_project(session, Investment, number)
    return say(money.investment(session, number, project), version=found.version)


@router.creates("/projects/{code}/investments", scope=Scope.MONEY_WRITE, takes=NewInvestment, answer=InvestmentSheet)
def create_an_investment(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[NewInvestment, Depends(body(NewInvestment))],
    session: Writing,
) -> Response:
    """Ajouter un investissement à un projet."""
    project = get_project(session, code)
    data = checked(InvestmentForm, given.for_form())
    with faults_told(session, CONSTRAINTS):
        made = service.add_investment(session, project=project, **data.model_dump(), user=who.user)
    return created(request, money.investment(session, made.id, project), f"{ROOT}/investments/{made.id}", made)


@router.changes("/investments/{number}", scope=Scope.MONEY_WRITE, takes=InvestmentChange, answer=InvestmentSheet)
def change_an_investment(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[InvestmentChange, Depends(body(InvestmentChange))],
    session: Writing,
) -> Response:
    """Modifier un investissement.

    Son montant ne descend pas sous ce que les financeurs apportent.
    """
    hold(session, Investment, Investment.id == number)
    found, project = money.with_project(session, Investment, number)
    current = {name: getattr(found, name) for name in INVESTMENT_LABELS}
    check_seen(request, found, given=given, current=current)
    data = checked(InvestmentForm, current | given.for_form())
    with faults_told(session, CONSTRAINTS):
        service.update_investment(session, found, **data.model_dump(), user=who.user)
    return say(money.investment(session, number, project), version=found.version)


@router.reads("/allocations/{number}", scope=Scope.PROJECTS_READ, answer=Allocation, versioned=True)
def read_allocation(number: NumberInPath, session: Reading) -> Response:
    """La part d’un financeur."""
    found, project = money.with_project(session, AllocationRecord, number)
    return say(money.allocation(session, number, project), version=found.version)


@router.creates("/investments/{number}/allocations", scope=Scope.MONEY_WRITE, takes=NewAllocation, answer=Allocation)
def create_an_allocation(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[NewAllocation, Depends(body(NewAllocation))],
    session: Writing,
) -> Response:
    """Ajouter la part d’un financeur à un investissement.

    Une par financeur ; l’ensemble ne dépasse jamais l’investissement.
    """
    investment, project = money.with_project(session, Investment, number)
    funder = money.organisation(session, given.organisation, "/organisation")
    data = checked(ShareForm, given.model_dump(include={"amount_eur", "reason"}))
    with faults_told(session, CONSTRAINTS, FUNDER):
        made = service.add_allocation(session, investment=investment, funder=funder, **data.model_dump(), user=who.user)
    return created(request, money.allocation(session, made.id, project), f"{ROOT}/allocations/{made.id}", made)


@router.changes("/allocations/{number}", scope=Scope.MONEY_WRITE, takes=AllocationChange, answer=Allocation)
def change_an_allocation(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[AllocationChange, Depends(body(AllocationChange))],
    session: Writing,
) -> Response:
    """Modifier la part d’un financeur."""
    hold(session, AllocationRecord, AllocationRecord.id == number)
    found, project = money.with_project(session, AllocationRecord, number)
    current = {"amount_eur": found.amount_eur}
    check_seen(request, found, given=given, current=current)
    data = checked(ShareForm, current | given.for_form())
    with faults_told(session, CONSTRAINTS, FUNDER):
        service.update_allocation(session, found, **data.model_dump(), user=who.user)
    return say(money.allocation(session, number, project), version=found.version)
