from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Instalment, Project
from tests.factories import a_milestone, a_paid_instalment, a_project, an_instalment, an_investment
from tests.support.client import Client


@pytest.fixture
def project(session: Session, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(clock, "today", lambda: date(2024, 11, 22))
    return a_project(session)


@pytest.fixture
def base(project: Project) -> str:
    return f"/projets/{project.code}"


def test_instalments_are_proposed_then_one_is_added(
    client: Client, session: Session, project: Project, base: str
) -> None:
    investment = an_investment(session, project, "9000")
    client.sign_in()
    plan = f"{base}/investissements/{investment.id}/tranches"
    client.post_form(f"{plan}/proposition", page=f"{base}/investissements")
    typed = {"label": "Complément", "due_on": "01/12/2025", "amount_eur": "500"}
    client.post_form(f"{plan}/nouvelle", typed, page=f"{plan}/nouvelle")
    assert len(session.scalars(select(Instalment)).all()) == 3
    assert "dépassent l’investissement de 500\u00a0€" in client.get(f"{base}/investissements").text


def test_a_milestone_of_another_project_is_refused(
    client: Client, session: Session, project: Project, base: str
) -> None:
    stranger = a_milestone(session, a_project(session))
    instalment = an_instalment(session, an_investment(session, project))
    client.sign_in()
    typed = {"label": "T", "due_on": "01/12/2025", "amount_eur": "5", "milestone_id": str(stranger.id), "version": "1"}
    answer = client.post_form(f"{base}/tranches/{instalment.id}", typed)
    assert answer.status_code == 422
    assert "un des jalons du projet" in answer.text


def test_paying_before_the_milestone_is_refused_with_the_way_out(
    client: Client, session: Session, project: Project, base: str
) -> None:
    milestone = a_milestone(session, project, title="Point d’étape")
    instalment = an_instalment(session, an_investment(session, project), milestone_id=milestone.id)
    client.sign_in()
    own = f"{base}/tranches/{instalment.id}"
    payment = {"paid_on": "01/03/2024", "paid_amount_eur": "5000", "version": "1"}
    for answer in (
        client.get(f"{own}/versement"),
        client.post_form(f"{own}/versement", payment),
        client.post_form(f"{own}/mise-en-paiement"),
    ):
        assert answer.status_code == 422
        assert "attend le jalon «\u00a0Point d’étape\u00a0»" in answer.text
        assert f'href="{base}/jalons/{milestone.id}"' in answer.text


def test_an_instalment_is_made_payable_then_paid(client: Client, session: Session, project: Project, base: str) -> None:
    instalment = an_instalment(session, an_investment(session, project))
    client.sign_in()
    own = f"{base}/tranches/{instalment.id}"
    client.post_form(f"{own}/mise-en-paiement", page=f"{base}/investissements")
    assert "à payer, en retard" in client.get(f"{base}/investissements").text
    client.sign_in()
    client.post_form(f"{own}/versement", {"paid_on": "20/11/2024", "payment_reference": "V1"}, page=f"{own}/versement")
    session.refresh(instalment)
    assert (instalment.status, instalment.paid_amount_eur, instalment.payment_reference) == ("paid", 5000, "V1")
    assert "versée le 20/11/2024" in client.get(f"{base}/investissements").text


def test_a_payment_is_neither_in_the_future_nor_negative(
    client: Client, session: Session, project: Project, base: str
) -> None:
    instalment = an_instalment(session, an_investment(session, project), status="payable")
    client.sign_in()
    own = f"{base}/tranches/{instalment.id}/versement"
    late = client.post_form(own, {"paid_on": "23/11/2024"}, page=own)
    assert (late.status_code, "au plus tard le 22/11/2024" in late.text) == (422, True)
    assert client.post_form(own, {"paid_amount_eur": "-1"}, page=own).status_code == 422


def test_a_payment_typed_by_mistake_is_undone(client: Client, session: Session, project: Project, base: str) -> None:
    instalment = a_paid_instalment(session, an_investment(session, project))
    client.sign_in()
    own = f"{base}/tranches/{instalment.id}"
    client.post_form(f"{own}/versement", {"paid_amount_eur": "4000"}, page=f"{own}/versement")
    session.refresh(instalment)
    assert instalment.paid_amount_eur == 4000
    client.post_form(f"{own}/versement/annulation", page=own)
    session.refresh(instalment)
    assert (instalment.status, instalment.paid_on) == ("payable", None)


def test_an_instalment_is_cancelled_restored_removed(
    client: Client, session: Session, project: Project, base: str
) -> None:
    instalment = an_instalment(session, an_investment(session, project))
    client.sign_in()
    own = f"{base}/tranches/{instalment.id}"
    for action, status in (("annulation", "cancelled"), ("retablissement", "planned")):
        client.post_form(f"{own}/{action}", page=own)
        session.refresh(instalment)
        assert instalment.status == status
    client.post_form(f"{own}/suppression", page=own)
    assert session.scalars(select(Instalment.id)).all() == []


def test_two_people_never_pay_the_same_instalment_twice(
    client: Client, session: Session, project: Project, base: str
) -> None:
    instalment = an_instalment(session, an_investment(session, project), status="payable")
    client.sign_in()
    own = f"{base}/tranches/{instalment.id}/versement"
    client.post_form(own, {"payment_reference": "Premier"}, page=own)
    payment = {"paid_on": "20/11/2024", "paid_amount_eur": "5000", "payment_reference": "Second", "version": "1"}
    answer = client.post_form(own, payment)
    assert answer.status_code == 409
    assert "Premier" in answer.text
