"""An instalment becomes payable when its milestone is done and its evaluation received; a person signs all the same."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.investments.payable import Facts, facts_of, is_ready, waiting, was_waiting
from app.investments.service import make_payable, pay_instalment, restore_instalment
from app.models import Instalment, JournalTransaction, Milestone, Project
from tests.factories import (
    a_campaign,
    a_milestone,
    a_partner,
    a_project,
    a_respondent,
    a_user,
    an_instalment,
    an_investment,
    submitted,
)
from tests.support.client import Client

DONE = date(2024, 5, 2)


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def review(session: Session, project: Project) -> Milestone:
    return a_milestone(session, project, kind_code="point_etape", title="Point d’étape", done_on=DONE)


@pytest.fixture
def instalment(session: Session, project: Project, review: Milestone) -> Instalment:
    return an_instalment(session, an_investment(session, project), milestone_id=review.id, label="Tranche 2 sur 2")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts(), None),
        (Facts("Signature", 4, DONE), None),
        (Facts("Signature", 4, None), "le jalon «\u00a0Signature\u00a0»"),
        (Facts("Bilan", 4, None, "ex_post", is_received=False), "le jalon «\u00a0Bilan\u00a0»"),
        (Facts("Bilan", 4, DONE, "ex_post", is_received=False), "l’évaluation ex post, à ouvrir"),
        (Facts("Point", 4, DONE, "in_itinere", False, 8, 3, 5), "l’évaluation in itinere, 3 réponses sur 5"),
        (Facts("Point", 4, DONE, "in_itinere", False, 8, 0, 5), "l’évaluation in itinere, 0 réponse sur 5"),
        (Facts("Point", 4, DONE, "in_itinere", True), None),
    ],
)
def test_what_is_missing_is_said_in_order(facts: Facts, words: str | None) -> None:
    missing = waiting(facts, "ODD17-2024-001")
    assert (missing.words if missing else None) == words


def test_it_waits_for_the_answers_of_the_campaign_then_for_its_end(
    session: Session, project: Project, instalment: Instalment
) -> None:
    campaign = a_campaign(session, project)
    for n in range(3):
        respondent = a_respondent(session, campaign, a_partner(session, project))
        if n:
            submitted(session, respondent)
    with pytest.raises(Refused, match="attend l’évaluation in itinere, 2 réponses sur 3") as refusal:
        make_payable(session, instalment, user=None)
    assert refusal.value.link == f"/campagnes/{campaign.id}"
    campaign.status = "close"
    session.flush()
    assert make_payable(session, instalment, user=None).status == "payable"


def test_an_evaluation_of_another_moment_or_project_is_not_the_one_waited_for(
    session: Session, project: Project, instalment: Instalment
) -> None:
    a_campaign(session, project, "ex_ante", status="publiee")
    a_campaign(session, a_project(session), status="publiee")
    assert not facts_of(session, instalment).is_received


def test_the_second_review_waits_for_the_second_campaign(
    session: Session, project: Project, instalment: Instalment
) -> None:
    second = a_milestone(
        session,
        project,
        kind_code="point_etape",
        title="Second point",
        due_on=date(2025, 2, 1),
        done_on=date(2025, 2, 1),
    )
    later = an_instalment(session, an_investment(session, project), milestone_id=second.id)
    a_campaign(session, project, status="publiee")
    assert (facts_of(session, instalment).is_received, facts_of(session, later).is_received) == (True, False)
    a_campaign(session, project, status="close", held_on=date(2025, 3, 1))
    assert facts_of(session, later).is_received


def test_the_condition_over_many_says_what_the_facts_say(
    session: Session, project: Project, instalment: Instalment
) -> None:
    investment = an_investment(session, project)
    free = an_instalment(session, investment)
    undone = an_instalment(session, investment, milestone_id=a_milestone(session, project).id)
    signed = a_milestone(session, project, kind_code="signature", title="Signature", done_on=DONE)
    released = an_instalment(session, investment, milestone_id=signed.id)
    joined = select(Instalment.id).outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
    assert set(session.scalars(joined.where(is_ready()))) == {free.id, released.id}
    assert set(session.scalars(joined.where(was_waiting()))) == {released.id}
    for one in (instalment, free, undone, released):
        missing = waiting(facts_of(session, one), project.code)
        assert (missing is None) is (one.id in {free.id, released.id})


def test_whoever_does_not_wait_says_why_and_it_stays(session: Session, instalment: Instalment) -> None:
    lia = a_user(session)
    with pytest.raises(Refused) as refusal:
        make_payable(session, instalment, user=lia, reason="   ")
    assert refusal.value.field == "reason"
    make_payable(session, instalment, user=lia, reason=" Avance demandée par le porteur ")
    assert (instalment.status, instalment.payable_reason) == ("payable", "Avance demandée par le porteur")
    assert instalment.payable_by_id == lia.id
    assert (
        pay_instalment(session, instalment, paid_on=DONE, amount_eur=Decimal(5000), user=a_user(session)).status
        == "paid"
    )


def test_a_reason_given_for_nothing_is_not_kept(session: Session, project: Project) -> None:
    free = an_instalment(session, an_investment(session, project))
    assert make_payable(session, free, user=a_user(session), reason="Parce que").payable_reason == ""


def test_back_to_planned_the_reason_goes(session: Session, instalment: Instalment) -> None:
    make_payable(session, instalment, user=a_user(session), reason="Avance")
    assert restore_instalment(session, instalment, user=None).payable_reason == ""


def test_the_page_says_what_is_waited_for_and_takes_a_reason(
    client: Client, session: Session, project: Project, instalment: Instalment
) -> None:
    client.sign_in()
    money = f"/projets/{project.code}/investissements"
    page = client.get(money).text
    assert "attend l’évaluation in itinere, à ouvrir" in page
    assert "Ne pas attendre" in page
    here = f"/projets/{project.code}/tranches/{instalment.id}/mise-en-paiement"
    assert "Voir les campagnes" in client.get(here).text
    refused = client.post_form(here, {"reason": ""}, page=here)
    assert (refused.status_code, 'id="reason-error"' in refused.text) == (422, True)
    assert client.post_form(here, {"reason": "Avance demandée"}, page=here).status_code == 303
    shown = client.get(money).text
    assert "sans attendre\u00a0: Avance demandée" in shown
    session.expire_all()
    told = session.scalars(select(JournalTransaction).order_by(JournalTransaction.id.desc()).limit(1)).one()
    assert told.reason_id is not None


def test_when_all_is_there_the_page_says_so_and_one_press_signs(
    client: Client, session: Session, project: Project, instalment: Instalment
) -> None:
    a_campaign(session, project, status="publiee")
    client.sign_in()
    money = f"/projets/{project.code}/investissements"
    assert "jalon fait, évaluation reçue\u00a0: elle peut être mise en paiement" in client.get(money).text
    own = f"/projets/{project.code}/tranches/{instalment.id}"
    assert client.post_form(f"{own}/mise-en-paiement", page=money).status_code == 303
    session.refresh(instalment)
    assert (instalment.status, instalment.payable_reason) == ("payable", "")
