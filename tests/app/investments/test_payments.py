from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.investments.service import (
    cancel_instalment,
    make_payable,
    pay_instalment,
    remove_instalment,
    restore_instalment,
    undo_payment,
)
from app.models import Instalment
from tests.factories import a_milestone, a_paid_instalment, a_project, an_instalment, an_investment

PAYMENT = {"paid_on": date(2024, 3, 2), "amount_eur": Decimal(5000), "reference": "VIR-12"}


@pytest.fixture
def instalment(session: Session) -> Instalment:
    return an_instalment(session, an_investment(session, a_project(session)))


def test_an_instalment_is_made_payable_then_paid(session: Session, instalment: Instalment) -> None:
    assert make_payable(session, instalment, user=None).status == "payable"
    paid = pay_instalment(session, instalment, **PAYMENT, user=None)  # type: ignore[arg-type]
    assert (paid.status, paid.paid_amount_eur, paid.payment_reference) == ("paid", Decimal(5000), "VIR-12")


def test_nothing_is_paid_before_its_milestone_is_done(session: Session) -> None:
    project = a_project(session)
    milestone = a_milestone(session, project, title="Point d’étape")
    waiting = an_instalment(session, an_investment(session, project), milestone_id=milestone.id)
    for refused in (
        lambda: make_payable(session, waiting, user=None),
        lambda: pay_instalment(session, waiting, **PAYMENT, user=None),  # type: ignore[arg-type]
    ):
        with pytest.raises(Refused, match="attend le jalon «\u00a0Point d’étape\u00a0»") as refusal:
            refused()
        assert refusal.value.link == f"/projets/{project.code}/jalons/{milestone.id}"
    milestone.done_on = date(2024, 2, 1)
    assert make_payable(session, waiting, user=None).status == "payable"


def test_a_payment_typed_by_mistake_is_undone(session: Session) -> None:
    paid = a_paid_instalment(session, an_investment(session, a_project(session)))
    undone = undo_payment(session, paid, user=None)
    assert (undone.status, undone.paid_on, undone.paid_amount_eur) == ("payable", None, None)


def test_a_payment_is_corrected_in_place(session: Session) -> None:
    paid = a_paid_instalment(session, an_investment(session, a_project(session)))
    pay_instalment(session, paid, paid_on=date(2024, 4, 1), amount_eur=Decimal(4000), user=None)
    assert (paid.status, paid.paid_on, paid.paid_amount_eur) == ("paid", date(2024, 4, 1), Decimal(4000))


def test_a_cancelled_instalment_is_restored_before_it_is_paid(session: Session, instalment: Instalment) -> None:
    cancel_instalment(session, instalment, user=None)
    with pytest.raises(Refused, match="prévue ou à payer"):
        pay_instalment(session, instalment, **PAYMENT, user=None)  # type: ignore[arg-type]
    assert restore_instalment(session, instalment, user=None).status == "planned"


def test_money_paid_is_neither_cancelled_nor_removed(session: Session) -> None:
    paid = a_paid_instalment(session, an_investment(session, a_project(session)))
    with pytest.raises(Refused):
        cancel_instalment(session, paid, user=None)
    with pytest.raises(Refused, match="versée"):
        remove_instalment(session, paid, user=None)
