"""An instalment moves from one state to another: signed by one person, paid by another."""

from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api import money
from app.api.access import Caller
from app.api.answers_money import InstalmentSheet
from app.api.asked import NumberInPath
from app.api.bodies import body, checked, faults_told, wrong
from app.api.given_money import NewInstalmentMove
from app.api.responses import created
from app.api.routing import ROOT, ApiRouter
from app.api.versions import hold
from app.db import Writing
from app.errors import Refused
from app.investments import service
from app.investments.forms import CONSTRAINTS, PaymentForm
from app.investments.states import CANCELLED, PAID, PAYABLE
from app.models import Instalment, User
from app.models.user import Scope

router = ApiRouter("Argent")
PAYMENT = {"paid_on", "paid_amount_eur", "payment_reference"}
PAID_ALREADY = "Cette tranche est déjà versée\u202f: corrigez le versement par « payment »."


@router.creates("/instalments/{number}/moves", scope=Scope.MONEY_WRITE, takes=NewInstalmentMove, answer=InstalmentSheet)
def move_an_instalment(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[NewInstalmentMove, Depends(body(NewInstalmentMove))],
    session: Writing,
) -> Response:
    """Changer l’état d’une tranche.

    « payable » la met en paiement : son jalon est fait et son évaluation reçue, sinon dites pourquoi dans « reason ».
    « paid » enregistre le versement, jamais par la personne qui l’a mise en paiement. « cancelled » l’annule.
    « planned » revient en arrière, et « payable » annule un versement saisi par erreur.
    """
    hold(session, Instalment, Instalment.id == number)
    found, project = money.with_project(session, Instalment, number)
    with faults_told(session, CONSTRAINTS):
        _move(session, found, given, who.user)
    return created(request, money.instalment(session, number, project), f"{ROOT}/instalments/{number}", found)


def _move(session: Session, instalment: Instalment, given: NewInstalmentMove, user: User) -> None:
    if given.to == PAID:
        _pay(session, instalment, given, user)
    elif given.model_fields_set & PAYMENT:
        raise wrong(
            [(f"/{name}", "Se donne avec « paid » seulement.") for name in sorted(given.model_fields_set & PAYMENT)]
        )
    elif given.to == CANCELLED:
        service.cancel_instalment(session, instalment, user=user)
    elif given.to != PAYABLE:
        service.restore_instalment(session, instalment, user=user)
    elif instalment.status == PAID:
        service.undo_payment(session, instalment, user=user)
    else:
        service.make_payable(session, instalment, user=user, reason=given.reason)


def _pay(session: Session, instalment: Instalment, given: NewInstalmentMove, user: User) -> None:
    if instalment.status == PAID:
        raise Refused(PAID_ALREADY)
    content = {name: value for name, value in given.model_dump(include=PAYMENT).items() if value is not None}
    data = checked(PaymentForm, content)
    service.pay_instalment(
        session,
        instalment,
        paid_on=data.paid_on,
        amount_eur=data.paid_amount_eur,
        reference=data.payment_reference,
        user=user,
    )
