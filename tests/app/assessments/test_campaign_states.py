"""Préparation → ouverte → close → publiée, and back with a reason."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments import service
from app.errors import Refused
from app.models import CampaignEvent, RespondentEvent, RespondentPriority
from tests import factories as make
from tests.app.assessments.situations import NOW, a_campaign_of, a_closed_campaign, answer


def kinds(session: Session, campaign_id: int) -> list[str]:
    query = select(CampaignEvent.kind).where(CampaignEvent.campaign_id == campaign_id).order_by(CampaignEvent.id)
    return list(session.scalars(query))


def test_a_campaign_freezes_the_newest_grid_and_invites_the_partners_chosen(session: Session) -> None:
    campaign, respondents = a_campaign_of(session, "association", "collectivite")
    assert campaign.grid_reference == make.GRID
    assert campaign.status == "ouverte"
    assert [respondent.profile_code for respondent in respondents] == ["association", "collectivite"]


def test_a_campaign_needs_a_partner(session: Session) -> None:
    project = make.a_project(session)
    with pytest.raises(Refused, match="Invitez au moins un partenaire"):
        service.open_campaign(
            session, project=project, moment="ex_ante", held_on=date(2025, 1, 1), partners=[], user=None
        )


def test_closing_before_opening_is_refused_on_its_field(session: Session) -> None:
    project = make.a_project(session)
    partner = make.a_partner(session, project)
    with pytest.raises(Refused) as refusal:
        service.open_campaign(
            session,
            project=project,
            moment="ex_ante",
            held_on=date(2025, 1, 1),
            opens_on=date(2025, 2, 2),
            closes_on=date(2025, 2, 1),
            partners=[partner],
            user=None,
        )
    assert refusal.value.field == "closes_on"


def test_a_partner_comes_with_its_own_priorities(session: Session) -> None:
    project = make.a_project(session)
    partner = make.a_partner(session, project, priority_d1=2, priority_d3=0)
    service.open_campaign(
        session, project=project, moment="in_itinere", held_on=date(2025, 1, 1), partners=[partner], user=None
    )
    found = session.execute(select(RespondentPriority.criterion_code, RespondentPriority.value)).all()
    assert sorted(tuple(row) for row in found) == [("D1", 2), ("D3", 0)]


def test_a_partner_of_another_project_is_not_invited(session: Session) -> None:
    campaign, _ = a_campaign_of(session, "association")
    stranger = make.a_partner(session, make.a_project(session))
    with pytest.raises(Refused, match="présent dans le projet"):
        service.add_respondent(session, campaign=campaign, partner=stranger, user=None)


def test_a_partner_that_answered_is_not_removed(session: Session) -> None:
    campaign, (first, second) = a_campaign_of(session, "association", "collectivite")
    answer(session, first, "A1.1", 3)
    with pytest.raises(Refused, match="a déjà répondu"):
        service.remove_respondent(session, respondent=first, campaign=campaign, user=None)
    service.remove_respondent(session, respondent=second, campaign=campaign, user=None)


def test_answers_wait_for_the_opening(session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association", start=False)
    with pytest.raises(Refused, match="pas encore ouverte"):
        answer(session, respondent, "A1.1", 3)
    service.start_campaign(session, campaign=campaign, user=None)
    assert answer(session, respondent, "A1.1", 3) == 1


def test_after_closing_no_answer_is_accepted(session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    with pytest.raises(Refused, match="ses réponses ne changent plus"):
        answer(session, respondent, "A1.1", 3)
    with pytest.raises(Refused, match="ses réponses ne changent plus"):
        service.set_priority(session, respondent=respondent, criterion_code="D1", value=2, user=None)


def test_a_campaign_is_reopened_with_a_reason_that_is_kept(session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    with pytest.raises(Refused, match="Dites pourquoi"):
        service.reopen_campaign(session, campaign=campaign, reason=" ", user=None)
    service.reopen_campaign(session, campaign=campaign, reason="Une réponse manquait.", user=None)
    assert answer(session, respondent, "A1.1", 3) == 1
    assert kinds(session, campaign.id) == ["opened", "closed", "reopened"]


def test_a_submitted_grid_no_longer_changes_until_it_is_reopened_with_a_reason(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    answer(session, respondent, "A1.1", 3)
    service.submit(session, respondent=respondent, user=None, now=NOW)
    with pytest.raises(Refused, match="soumise"):
        answer(session, respondent, "A1.2", 3)
    service.reopen(session, respondent=respondent, reason="Erreur de ligne.", user=None)
    assert answer(session, respondent, "A1.2", 3) == 1
    events = session.scalars(select(RespondentEvent.kind).where(RespondentEvent.respondent_id == respondent.id))
    assert sorted(events) == ["reopened", "submitted"]


def test_an_empty_grid_is_not_submitted(session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    with pytest.raises(Refused, match="Cette grille est vide"):
        service.submit(session, respondent=respondent, user=None, now=NOW)


def test_only_a_closed_campaign_is_published(session: Session) -> None:
    campaign, _ = a_campaign_of(session, "association")
    with pytest.raises(Refused, match="Closez la campagne"):
        service.publish(session, campaign=campaign, user=None, now=NOW)


def test_publishing_ends_the_way(session: Session) -> None:
    campaign = a_closed_campaign(session)
    service.publish(session, campaign=campaign, user=None, now=NOW)
    assert campaign.status == "publiee"
    assert kinds(session, campaign.id) == ["opened", "closed", "published"]
    with pytest.raises(Refused, match="Seule une campagne ouverte"):
        service.close_campaign(session, campaign=campaign, user=None, now=NOW)
