"""A file pays nothing that one person alone would have paid."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.imports.service import Outcome, apply, receive
from app.exchanges.imports.undoing import undo_batch
from app.investments.service import make_payable, pay_instalment
from app.models import ImportBatch, Instalment, User
from app.settings import settings
from tests import factories as make

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAID = "Projet;Tranche;Échéance;Montant;Payé le\n{code};Tranche 1;01/03/2024;5000;02/03/2024\n"
UNPAID = "Projet;Tranche;Échéance;Montant;Statut\n{code};Tranche 1;01/03/2024;5000;à payer\n"


def received(session: Session, text: str, user: User) -> ImportBatch:
    return receive(session, name="tranches.csv", content=text.encode(), kind="tranches", user=user, now=NOW)


def applied(session: Session, batch: ImportBatch, user: User) -> Outcome:
    return apply(session, batch, seen=batch.plan_digest, user=user, now=NOW)


@pytest.fixture
def instalment(session: Session) -> Instalment:
    return make.an_instalment(session, make.an_investment(session, make.a_project(session, code="ODD17-2024-901")))


def test_who_made_it_payable_does_not_pay_by_a_file_and_another_does(session: Session, instalment: Instalment) -> None:
    lia, max_ = make.a_user(session), make.a_user(session)
    make_payable(session, instalment, user=lia)
    batch = received(session, PAID.format(code="ODD17-2024-901"), lia)
    assert batch.faults == []
    assert applied(session, batch, lia) is Outcome.CHANGED
    assert "que vous avez mise en paiement" in batch.refusal
    session.refresh(instalment)
    assert instalment.status == "payable"
    assert applied(session, batch, max_) is Outcome.DONE
    session.refresh(instalment)
    assert (instalment.status, instalment.payable_by_id, instalment.paid_by_id) == ("paid", lia.id, max_.id)


def test_a_planned_instalment_is_not_paid_by_a_file(session: Session, instalment: Instalment) -> None:
    own = make.a_user(session)
    batch = received(session, PAID.format(code="ODD17-2024-901"), own)
    assert applied(session, batch, own) is Outcome.CHANGED
    assert "n’a pas été mise en paiement" in batch.refusal


def test_with_the_setting_off_a_file_pays(
    session: Session, instalment: Instalment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "four_eyes", False)
    own = make.a_user(session)
    assert applied(session, received(session, PAID.format(code="ODD17-2024-901"), own), own) is Outcome.DONE
    session.refresh(instalment)
    assert (instalment.paid_by_id, instalment.single_handed) == (own.id, True)


def test_payments_of_the_past_are_taken_over_and_signed(session: Session) -> None:
    own = make.a_user(session)
    make.an_investment(session, make.a_project(session, code="ODD17-2024-902"))
    assert applied(session, received(session, PAID.format(code="ODD17-2024-902"), own), own) is Outcome.DONE
    paid = session.scalars(select(Instalment)).one()
    assert (paid.status, paid.payable_by_id, paid.paid_by_id) == ("paid", None, own.id)


def test_undoing_an_import_pays_nothing_alone(session: Session, instalment: Instalment) -> None:
    """A file undid a payment; undoing that file would pay again: not by who had made it payable."""
    lia, max_ = make.a_user(session), make.a_user(session)
    make_payable(session, instalment, user=lia)
    pay_instalment(session, instalment, paid_on=date(2024, 3, 2), amount_eur=Decimal(5000), user=max_)
    batch = received(session, UNPAID.format(code="ODD17-2024-901"), max_)
    assert applied(session, batch, max_) is Outcome.DONE
    undo_batch(session, batch, seen=None, user=lia, now=NOW)
    session.refresh(instalment)
    assert instalment.status == "payable"


AMOUNT = """Projet;Tranche;Échéance;Montant
ODD17-2024-901;Tranche 1;01/03/2024;6000
ODD17-2024-901;Tranche 2;01/03/2025;4000
"""


@pytest.mark.parametrize(("role", "outcome"), [("gestionnaire", Outcome.CHANGED), ("admin", Outcome.DONE)])
def test_a_file_changes_amounts_of_a_closed_project_for_an_administrator_only(
    session: Session, role: str, outcome: Outcome
) -> None:
    project = make.a_project(session, code="ODD17-2024-901", status="termine")
    investment = make.an_investment(session, project)
    kept = make.an_instalment(session, investment)
    make.an_instalment(session, investment, label="Tranche 2", due_on=date(2025, 3, 1))
    own = make.a_user(session, role)
    batch = received(session, AMOUNT, own)
    assert applied(session, batch, own) is outcome
    assert ("seule l’administration" in batch.refusal) is (outcome is Outcome.CHANGED)
    session.refresh(kept)
    assert kept.amount_eur == (5000 if outcome is Outcome.CHANGED else 6000)
