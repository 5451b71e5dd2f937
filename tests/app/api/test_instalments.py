"""Instalments written by a program: what they wait for, who signs, who pays."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.models import Instalment, Milestone, Project
from tests import factories as make
from tests.app.api.writing import Writer
from tests.support.api import faults_of, refused

PAID = {"to": "paid", "paid_on": "2024-06-01", "paid_amount_eur": "5000", "payment_reference": "VIR-1"}


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session)


@pytest.fixture
def review(session: Session, project: Project) -> Milestone:
    return make.a_milestone(session, project, kind_code="signature", title="Signature", due_on=date(2024, 5, 1))


@pytest.fixture
def instalment(session: Session, project: Project, review: Milestone) -> Instalment:
    found = make.an_instalment(session, make.an_investment(session, project), milestone_id=review.id)
    session.commit()
    return found


def test_an_instalment_is_added_and_changed(manager: Writer, session: Session, instalment: Instalment) -> None:
    given = {"label": "Solde", "due_on": "2027-01-31", "amount_eur": "2500.25", "milestone_id": instalment.milestone_id}
    made = manager.post(f"/investments/{instalment.investment_id}/instalments", given)
    assert made.status_code == 201, made.text
    assert (made.json()["status"], made.json()["waits_for"]) == ("planned", "le jalon «\u00a0Signature\u00a0»")
    assert made.json()["payable_now"] is False
    freed = manager.patch(made.headers["Location"], {"milestone_id": None}, made.headers["ETag"]).json()
    assert (freed["waits_for"], freed["payable_now"], freed["amount_eur"]) == (None, True, "2500.25")


def test_the_milestone_of_another_project_is_refused(manager: Writer, session: Session, instalment: Instalment) -> None:
    other = make.a_milestone(session, make.a_project(session))
    session.commit()
    answer = manager.patch(f"/instalments/{instalment.id}", {"milestone_id": other.id}, '"1"')
    assert list(faults_of(answer)) == ["/milestone_id"]


def test_one_program_signs_and_that_of_another_person_pays(
    manager: Writer, administrator: Writer, session: Session, instalment: Instalment, review: Milestone
) -> None:
    moves = f"/instalments/{instalment.id}/moves"
    waits = manager.post(moves, {"to": "payable"})
    assert "attend le jalon" in faults_of(waits)["/reason"]
    review.done_on = date(2024, 5, 2)
    session.commit()
    signed = manager.post(moves, {"to": "payable"})
    assert (signed.status_code, signed.json()["status"]) == (201, "payable")
    assert refused(manager.post(moves, PAID)) == (422, "invalid")
    assert (
        "par vous" in manager.post(moves, PAID).json()["detail"]
        or "mis cette tranche" in manager.post(moves, PAID).json()["detail"]
    )
    paid = administrator.post(moves, PAID)
    assert (paid.status_code, paid.json()["status"], paid.json()["paid_amount_eur"]) == (201, "paid", "5000.00")
    assert paid.json()["payment_reference"] == "VIR-1"


def test_signed_without_waiting_it_says_why(manager: Writer, instalment: Instalment) -> None:
    made = manager.post(f"/instalments/{instalment.id}/moves", {"to": "payable", "reason": "Trésorerie tendue"})
    assert (made.json()["payable_reason"], made.json()["waits_for"]) == ("Trésorerie tendue", None)


def test_a_payment_is_corrected_from_the_version_read_and_not_by_who_signed(
    manager: Writer, administrator: Writer, instalment: Instalment
) -> None:
    here = f"/instalments/{instalment.id}"
    unpaid = administrator.patch(f"{here}/payment", {"payment_reference": "VIR-2"}, administrator.etag(here))
    assert refused(unpaid) == (422, "invalid")
    manager.post(f"{here}/moves", {"to": "payable", "reason": "Urgent"})
    administrator.post(f"{here}/moves", PAID)
    etag = manager.etag(here)
    assert refused(manager.patch(f"{here}/payment", {"payment_reference": "VIR-2"}, etag)) == (422, "invalid")
    fixed = administrator.patch(f"{here}/payment", {"payment_reference": "VIR-2", "paid_on": "2024-06-02"}, etag)
    assert (fixed.json()["payment_reference"], fixed.json()["paid_on"]) == ("VIR-2", "2024-06-02")
    lost = administrator.patch(f"{here}/payment", {"paid_on": "2024-06-03"}, etag)
    assert refused(lost) == (412, "changed-meanwhile")
    again = administrator.post(f"{here}/moves", PAID)
    assert "déjà versée" in again.json()["detail"]


def test_a_state_typed_by_mistake_is_undone(manager: Writer, administrator: Writer, instalment: Instalment) -> None:
    moves = f"/instalments/{instalment.id}/moves"
    manager.post(moves, {"to": "payable", "reason": "Urgent"})
    administrator.post(moves, PAID)
    steps = [manager.post(moves, {"to": to}).json() for to in ("payable", "planned", "cancelled", "planned")]
    assert [one["status"] for one in steps] == ["payable", "planned", "cancelled", "planned"]
    assert (steps[0]["paid_on"], steps[1]["payable_reason"]) == (None, "")
    assert "Seule une tranche" in manager.post(moves, {"to": "planned"}).json()["detail"]


def test_a_payment_is_of_the_past_and_whole(administrator: Writer, manager: Writer, instalment: Instalment) -> None:
    moves = f"/instalments/{instalment.id}/moves"
    manager.post(moves, {"to": "payable", "reason": "Urgent"})
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert list(faults_of(administrator.post(moves, PAID | {"paid_on": tomorrow}))) == ["/paid_on"]
    assert list(faults_of(administrator.post(moves, {"to": "paid"}))) == ["/paid_on", "/paid_amount_eur"]
    assert list(faults_of(administrator.post(moves, PAID | {"paid_amount_eur": "5000.01"}))) == ["/paid_amount_eur"]
    assert list(faults_of(administrator.post(moves, PAID | {"to": "cancelled"}))) == [
        "/paid_amount_eur",
        "/paid_on",
        "/payment_reference",
    ]


def test_what_an_instalment_waits_for_is_told_with_its_project(
    manager: Writer, instalment: Instalment, project: Project
) -> None:
    (told,) = manager.get(f"/projects/{project.code}").json()["money"]["investments"][0]["instalments"]
    assert (told["id"], told["waits_for"]) == (instalment.id, "le jalon «\u00a0Signature\u00a0»")
