"""An answer changed behind a publication is told; an answer corrected by the rules is not."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.assessments import service
from app.doctor import State
from app.doctor.answers import published_scores_are_those_of_the_answers
from app.models import Campaign, Respondent
from tests.app.assessments.situations import NOW, a_closed_campaign, answer
from tests.support.owner import as_owner

CHANGES = (
    "UPDATE answer SET level = 0 WHERE question_code = 'B1.1'",
    "DELETE FROM answer WHERE question_code LIKE 'C%'",
    "UPDATE answer SET level = NULL, no_level = 'NA' WHERE question_code LIKE 'E%'",
    "UPDATE axis_result SET score = score + 0.001 WHERE axis = 'impact'",
    "UPDATE axis_result SET score = NULL WHERE axis = 'relation'",
)


@pytest.fixture
def published(session: Session) -> Campaign:
    campaign = a_closed_campaign(session)
    service.publish(session, campaign=campaign, user=None, now=NOW)
    return campaign


def test_nothing_is_told_of_what_was_published(session: Session, published: Campaign) -> None:
    assert published_scores_are_those_of_the_answers(session).state is State.GOOD


def test_nothing_is_told_of_an_empty_database(session: Session) -> None:
    assert published_scores_are_those_of_the_answers(session).state is State.GOOD


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_behind_the_publication_is_told(session: Session, published: Campaign, change: str) -> None:
    with as_owner(session):
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text(change))
    found = published_scores_are_those_of_the_answers(session)
    assert found.state is not State.GOOD
    assert "ODD17-" in found.sentence


def test_a_correction_being_made_is_not_a_fault_and_neither_is_the_one_published(
    session: Session, published: Campaign
) -> None:
    service.reopen_campaign(session, campaign=published, reason="Une erreur de saisie", user=None, now=NOW)
    partner = session.query(Respondent).filter_by(campaign_id=published.id).order_by(Respondent.id).first()
    assert partner is not None
    answer(session, partner, "B1.1", 0, seen=1)
    assert published_scores_are_those_of_the_answers(session).state is State.GOOD
    service.close_campaign(session, campaign=published, user=None, now=NOW)
    service.publish(session, campaign=published, user=None, now=NOW, reason="Une erreur de saisie")
    assert published_scores_are_those_of_the_answers(session).state is State.GOOD
