"""On the pages of the fund, each grid says whose answers it holds: the partner's own, or entered on its behalf."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Answer, Invitation, Respondent
from tests import factories as make
from tests.app.assessments.situations import a_campaign_of, answer
from tests.support.client import Client
from tests.support.html import text_of


@pytest.fixture
def respondent(session: Session) -> Respondent:
    """Of an open campaign, with a link."""
    _, (respondent, _) = a_campaign_of(session, "association", "collectivite")
    make.an_invitation(session, respondent)
    return respondent


def address(respondent: Respondent) -> str:
    return f"/campagnes/{respondent.campaign_id}/reponses/{respondent.id}"


def page(client: Client, respondent: Respondent) -> str:
    client.get(address(respondent))
    assert client.page is not None
    return text_of(client.page)


def given(session: Session, respondent: Respondent, **levels: int | str) -> None:
    """By the partner itself."""
    invitation = session.scalars(select(Invitation).where(Invitation.respondent_id == respondent.id)).one()
    for kept in make.answers(session, respondent, **levels):
        kept.invitation_id = invitation.id
    session.flush()


def test_an_empty_grid_says_that_one_enters_on_behalf_of_the_partner(client: Client, respondent: Respondent) -> None:
    client.sign_in("evaluateur")
    assert "marqué comme saisi par vous pour le compte du partenaire" in page(client, respondent)


def test_answers_entered_by_the_fund_are_signed(client: Client, session: Session, respondent: Respondent) -> None:
    claire = client.sign_in("evaluateur", make.a_user(session, name="Claire Martin"))
    client.post_form(address(respondent), {"value-observed-A1.1": "3"}, page=address(respondent))
    assert session.scalar(select(Answer.answered_by_id)) == claire.id
    assert "Réponses saisies par Claire Martin pour le compte du partenaire." in page(client, respondent)


def test_before_changing_an_answer_of_the_partner_one_is_told(
    client: Client, session: Session, respondent: Respondent
) -> None:
    given(session, respondent, A1_1=3)
    client.sign_in("evaluateur")
    found = page(client, respondent)
    assert "Réponses données par le partenaire lui-même. Si vous en changez une" in found
    assert "le partenaire le verra sur sa grille et sur son accusé de réception" in found


def test_whoever_only_consults_does_not_read_what_a_named_partner_answered(
    client: Client, session: Session, respondent: Respondent
) -> None:
    given(session, respondent, A1_1=3)
    client.sign_in("lecteur")
    assert client.get(address(respondent)).status_code == 403
    assert f"/reponses/{respondent.id}" not in client.get(f"/campagnes/{respondent.campaign_id}").text


def test_a_mixed_grid_counts_both_and_marks_each_answer(
    client: Client, session: Session, respondent: Respondent
) -> None:
    given(session, respondent, A1_1=3, A1_2=2)
    client.sign_in("evaluateur", make.a_user(session, name="Claire Martin"))
    client.post_form(address(respondent), {"value-observed-A1.2": "4"}, page=address(respondent))
    found = page(client, respondent)
    assert "1\u00a0réponse donnée par le partenaire, 1\u00a0saisie par Claire Martin pour son compte." in found
    assert found.count("saisi par Claire Martin pour le compte du partenaire") == 1


def test_the_part_sent_back_after_a_change_says_it_too(
    client: Client, session: Session, respondent: Respondent
) -> None:
    given(session, respondent, A1_1=3)
    client.sign_in("evaluateur", make.a_user(session, name="Claire Martin"))
    typed = {"seen-observed-A1.1": "1.x", "value-observed-A1.1": "1", "cell": "observed-A1.1"}
    fragment = client.post_part(address(respondent), typed).text
    assert 'class="voice fund"' in fragment
    assert "Réponses saisies par Claire Martin pour le compte du partenaire." in fragment


def test_before_submitting_the_page_says_whose_answers_they_are(
    client: Client, session: Session, respondent: Respondent
) -> None:
    given(session, respondent, A1_1=3)
    answer(session, respondent, "A1.2", 2)
    client.sign_in("evaluateur")
    client.get(f"{address(respondent)}/soumission")
    assert client.page is not None
    assert "1\u00a0saisie par le Fonds pour son compte." in text_of(client.page)


def test_the_page_of_the_campaign_says_who_answered_for_whom(
    client: Client, session: Session, respondent: Respondent
) -> None:
    given(session, respondent, A1_1=3)
    page = f"/campagnes/{respondent.campaign_id}"
    client.sign_in("evaluateur", make.a_user(session, name="Claire Martin"))
    client.get(page)
    assert client.page is not None
    assert "Association · Partenaire par le partenaire" in text_of(client.page)
    client.post_form(address(respondent), {"value-observed-A1.2": "4"}, page=address(respondent))
    client.get(page)
    assert "par le partenaire, complété par Claire Martin" in text_of(client.page)
