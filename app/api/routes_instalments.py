"""Instalments: one of them, a new one, a change, and the correction of what was paid."""

from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api import money
from app.api.access import Caller
from app.api.answers_money import InstalmentSheet
from app.api.asked import NumberInPath
from app.api.bodies import body, checked, faults_told, wrong
from app.api.given import Given
from app.api.given_money import InstalmentChange, NewInstalment, PaymentChange
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.errors import Refused
from app.investments import service
from app.investments.forms import CONSTRAINTS, INSTALMENT_LABELS, PAYMENT_LABELS, InstalmentForm, PaymentForm
from app.investments.queries import milestone_choices
from app.investments.states import PAID
from app.models import Instalment, Investment, Milestone, Project
from app.models.user import Scope

router = ApiRouter("Argent")
NOT_A_MILESTONE = "Choisissez un des jalons du projet."
NOT_PAID = "Cette tranche n’est pas versée\u202f: enregistrez d’abord le versement par « moves »."


@router.reads("/instalments/{number}", scope=Scope.PROJECTS_READ, answer=InstalmentSheet, versioned=True)
def read_instalment(number: NumberInPath, session: Reading) -> Response:
    """Une tranche.

    Avec ce qu’elle attend encore pour être mise en paiement.
    """
    found, project = money.with_project(session, Instalment, number)
    return say(money.instalment(session, number, project), version=found.version)


@router.creates(
    "/investments/{number}/instalments", scope=Scope.MONEY_WRITE, takes=NewInstalment, answer=InstalmentSheet
)
def create_an_instalment(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[NewInstalment, Depends(body(NewInstalment))],
    session: Writing,
) -> Response:
    """Ajouter une tranche à un investissement.

    Elle est prévue, et peut attendre un jalon du projet.
    """
    investment, project = money.with_project(session, Investment, number)
    data = _data(session, project, given, {})
    milestone = session.get(Milestone, data.milestone_id) if data.milestone_id else None
    columns = data.model_dump(exclude={"milestone_id"})
    with faults_told(session, CONSTRAINTS):
        made = service.add_instalment(session, investment=investment, milestone=milestone, **columns, user=who.user)
    return created(request, money.instalment(session, made.id, project), f"{ROOT}/instalments/{made.id}", made)


@router.changes("/instalments/{number}", scope=Scope.MONEY_WRITE, takes=InstalmentChange, answer=InstalmentSheet)
def change_an_instalment(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[InstalmentChange, Depends(body(InstalmentChange))],
    session: Writing,
) -> Response:
    """Modifier une tranche.

    Son état change par « moves » ; une tranche versée garde son montant.
    """
    found, project, current = _held(session, number, INSTALMENT_LABELS)
    check_seen(request, found, given=given, current=current)
    data = _data(session, project, given, current)
    with faults_told(session, CONSTRAINTS):
        service.update_instalment(session, found, **data.model_dump(), user=who.user)
    return say(money.instalment(session, number, project), version=found.version)


@router.changes("/instalments/{number}/payment", scope=Scope.MONEY_WRITE, takes=PaymentChange, answer=InstalmentSheet)
def change_a_payment(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[PaymentChange, Depends(body(PaymentChange))],
    session: Writing,
) -> Response:
    """Corriger un versement.

    Jamais par la personne qui a mis la tranche en paiement.
    """
    found, project, current = _held(session, number, PAYMENT_LABELS)
    check_seen(request, found, given=given, current=current)
    if found.status != PAID:
        raise Refused(NOT_PAID)
    data = checked(PaymentForm, current | given.for_form())
    with faults_told(session, CONSTRAINTS):
        service.pay_instalment(
            session,
            found,
            paid_on=data.paid_on,
            amount_eur=data.paid_amount_eur,
            reference=data.payment_reference,
            user=who.user,
        )
    return say(money.instalment(session, number, project), version=found.version)


def _held(session: Session, number: int, labels: dict[str, str]) -> tuple[Instalment, Project, dict[str, Any]]:
    hold(session, Instalment, Instalment.id == number)
    found, project = money.with_project(session, Instalment, number)
    return found, project, {name: getattr(found, name) for name in labels}


def _data(session: Session, project: Project, given: Given, current: dict[str, Any]) -> InstalmentForm:
    """Only milestones of this project may hold its money."""
    data = checked(InstalmentForm, current | given.for_form())
    if data.milestone_id and data.milestone_id not in {row.id for row in milestone_choices(session, project.id)}:
        raise wrong([("/milestone_id", NOT_A_MILESTONE)])
    return data
