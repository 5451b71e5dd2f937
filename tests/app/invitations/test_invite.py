"""Inviting partners to answer, and telling them the results are published."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.invitations import service
from app.invitations.queries import Link, find_link
from app.models import Campaign, Invitation, Letter, Project, Respondent, RespondentEvent, RespondentSession, Result
from app.models.invitation import InvitationPurpose
from tests import factories as make
from tests.support.grids import a_grid

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def campaign_with(session: Session, *emails: str, **given: Any) -> Campaign:
    project = make.a_project(session)
    campaign = make.a_campaign(session, project, **given)
    for email in emails:
        make.a_respondent(session, campaign, make.a_partner(session, project), contact_email=email)
    return campaign


def keys(session: Session) -> Sequence[str]:
    return session.scalars(select(Letter.key).order_by(Letter.id)).all()


def a_publication(session: Session, campaign: Campaign, at: datetime, sequence: int = 1) -> None:
    about = {"grid_reference": campaign.grid_reference, "formula_version": "1", "inputs_sha256": "0" * 64, "scores": {}}
    session.add(Result(campaign_id=campaign.id, sequence=sequence, reason="une erreur", published_at=at, **about))
    session.flush()


def link_of(session: Session, invitation: Invitation) -> Link:
    link = find_link(session, service.issue_token(session, invitation=invitation, now=NOW), NOW)
    assert link is not None
    return link


def test_an_invitation_keeps_the_contact_of_that_day_and_a_letter_leaves(session: Session) -> None:
    respondent, user = a_grid(session), make.a_user(session)
    invitation = service.invite(session, respondent=respondent, user=user, now=NOW)
    assert (invitation.contact_name, invitation.contact_email) == ("Camille Dupont", "camille@exemple.fr")
    assert (invitation.purpose, invitation.created_by_id, invitation.opened_at) == ("answer", user.id, None)
    letter = session.scalars(select(Letter)).one()
    assert (letter.key, letter.kind, letter.invitation_id) == (
        f"invitation:{invitation.id}",
        "invitation",
        invitation.id,
    )
    event = session.scalars(select(RespondentEvent)).one()
    assert (event.kind, event.user_id, event.happened_at) == ("invited", user.id, NOW)


def test_a_new_invitation_ends_the_one_before_and_the_visits_it_opened(session: Session) -> None:
    respondent = a_grid(session)
    first = service.invite(session, respondent=respondent, user=None, now=NOW)
    service.open_link(session, link=link_of(session, first), now=NOW)
    second = service.invite(session, respondent=respondent, user=None, now=LATER)
    session.refresh(first)
    assert (first.revoked_at, second.revoked_at) == (LATER, None)
    assert session.scalars(select(RespondentSession)).all() == []
    assert len(keys(session)) == 2


def test_two_clicks_make_one_invitation_and_one_letter(session: Session) -> None:
    respondent = a_grid(session)
    first = service.invite(session, respondent=respondent, user=None, now=NOW)
    second = service.invite(session, respondent=respondent, user=None, now=NOW + timedelta(seconds=5))
    assert first is second
    assert len(keys(session)) == 1


def test_two_people_at_the_same_instant_make_one_invitation(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        respondent_id = a_grid(session).id
        session.commit()

    def click(_: int) -> int:
        with Session(own_engine) as session:
            respondent = session.get_one(Respondent, respondent_id)
            invitation = service.invite(session, respondent=respondent, user=None, now=clock.now())
            session.commit()
            return invitation.id

    with ThreadPoolExecutor(4) as clicks:
        assert len(set(clicks.map(click, range(8)))) == 1
    with Session(own_engine) as session:
        assert len(keys(session)) == 1


def test_without_an_address_nobody_is_invited(session: Session) -> None:
    respondent = a_grid(session)
    organisation = make.an_organisation(session, name="Les Voisins du quai")
    respondent.organisation_id = organisation.id
    for email, sentence in (
        ("", "Aucune adresse pour Les Voisins du quai\u00a0: renseignez le contact."),
        ("camille", "L’adresse de Les Voisins du quai n’est pas une adresse électronique\u00a0: corrigez le contact."),
    ):
        respondent.contact_email = email
        session.flush()
        with pytest.raises(Refused) as refusal:
            service.invite(session, respondent=respondent, user=None, now=NOW)
        assert (refusal.value.sentence, refusal.value.field) == (sentence, "contact_email")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"status": "preparation"}, "Ouvrez la campagne avant d’inviter"),
        ({"status": "close"}, "ne reçoit plus de réponses"),
        ({"status": "publiee"}, "ne reçoit plus de réponses"),
        ({"closes_on": NOW.date() - timedelta(days=1)}, "ne reçoit plus de réponses"),
    ],
)
def test_one_invites_while_the_campaign_takes_answers(session: Session, given: dict[str, Any], sentence: str) -> None:
    respondent = a_grid(session, **given)
    with pytest.raises(Refused, match=sentence):
        service.invite(session, respondent=respondent, user=None, now=NOW)
    campaign = session.get_one(Campaign, respondent.campaign_id)
    with pytest.raises(Refused, match=sentence):
        service.invite_all(session, campaign=campaign, user=None, now=NOW)


def test_inviting_all_writes_to_whoever_has_an_address_no_link_and_no_answer(session: Session) -> None:
    campaign = campaign_with(session, "a@exemple.fr", "b@exemple.fr", "", "c@exemple.fr")
    first, second, _, last = session.scalars(select(Respondent).order_by(Respondent.id)).all()
    service.invite(session, respondent=first, user=None, now=NOW)
    make.submitted(session, second)
    invited = service.invite_all(session, campaign=campaign, user=None, now=LATER)
    assert [invitation.respondent_id for invitation in invited] == [last.id]
    assert len(keys(session)) == 2


def test_inviting_all_again_writes_to_nobody_and_says_who_has_no_address(session: Session) -> None:
    campaign = campaign_with(session, "a@exemple.fr")
    for expected in (1, 0):
        assert len(service.invite_all(session, campaign=campaign, user=None, now=NOW)) == expected
    partner = make.a_partner(session, session.get_one(Project, campaign.project_id))
    make.a_respondent(session, campaign, partner)
    with pytest.raises(Refused, match="Aucune adresse pour"):
        service.invite_all(session, campaign=campaign, user=None, now=LATER)
    assert len(keys(session)) == 1


def test_inviting_all_is_refused_when_nobody_can_be_written_to(session: Session) -> None:
    campaign = campaign_with(session, "", "")
    with pytest.raises(Refused, match="Aucune adresse pour"):
        service.invite_all(session, campaign=campaign, user=None, now=NOW)


def test_results_are_announced_once_to_each_partner_for_each_publication(session: Session) -> None:
    campaign = campaign_with(session, "a@exemple.fr", "", "c@exemple.fr", status="publiee")
    a_publication(session, campaign, NOW)
    told = service.announce_results(session, campaign=campaign, user=None, now=LATER)
    assert [invitation.purpose for invitation in told] == [InvitationPurpose.RESULTS] * 2
    assert service.announce_results(session, campaign=campaign, user=None, now=LATER) == []
    assert keys(session) == [f"results:{invitation.id}" for invitation in told]
    a_publication(session, campaign, LATER + timedelta(hours=1), sequence=2)
    again = service.announce_results(session, campaign=campaign, user=None, now=LATER + timedelta(hours=2))
    assert len(again) == 2


def test_results_are_not_announced_before_they_are_published(session: Session) -> None:
    campaign = campaign_with(session, "a@exemple.fr", status="close")
    with pytest.raises(Refused, match="Publiez les résultats"):
        service.announce_results(session, campaign=campaign, user=None, now=NOW)


def test_an_invitation_to_answer_and_one_to_read_live_together(session: Session) -> None:
    campaign = campaign_with(session, "a@exemple.fr")
    service.invite_all(session, campaign=campaign, user=None, now=NOW)
    campaign.status = "publiee"
    a_publication(session, campaign, NOW)
    service.announce_results(session, campaign=campaign, user=None, now=LATER)
    live = session.scalars(select(Invitation.purpose).where(Invitation.revoked_at.is_(None))).all()
    assert sorted(live) == ["answer", "results"]
