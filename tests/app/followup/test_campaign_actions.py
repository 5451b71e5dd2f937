"""From the board to the campaign: the days of the reminders, a later closing, and who may do it."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.followup.routes import router
from app.invitations.queries import find_link
from app.models import Campaign, CampaignReminder
from app.web.filters import date_fr
from tests import factories as make
from tests.app.followup.situations import DAY, an_invited, an_open_campaign, live
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.rights import assert_rights_are_needed


@pytest.fixture
def campaign(client: Client, session: Session) -> Campaign:
    """Closing in twenty days; an evaluator is signed in."""
    client.sign_in("evaluateur")
    return an_open_campaign(session)


def board(campaign: Campaign) -> str:
    return f"/campagnes/{campaign.id}/suivi"


def shown(client: Client, campaign: Campaign) -> str:
    client.get(board(campaign))
    assert client.page is not None
    return text_of(client.page)


def planned(session: Session, campaign: Campaign) -> list[date]:
    query = select(CampaignReminder.due_on).where(CampaignReminder.campaign_id == campaign.id)
    return list(session.scalars(query.order_by(CampaignReminder.due_on)))


def plan(client: Client, campaign: Campaign, *days: date, other: str = "") -> int:
    typed = {"dates": [date_fr(day) for day in days], "other": other}
    return client.post_form(f"{board(campaign)}/rappels", typed, page=board(campaign)).status_code


def test_the_proposals_ticked_become_reminders(client: Client, session: Session, campaign: Campaign) -> None:
    assert campaign.closes_on
    week, two = campaign.closes_on - 7 * DAY, campaign.closes_on - 2 * DAY
    assert plan(client, campaign, week, two) == 303
    assert planned(session, campaign) == [week, two]
    found = shown(client, campaign)
    assert "2\u00a0rappels sont prévus." in found
    assert "proposé" not in found.lower()


def test_another_day_is_added_and_an_unticked_one_goes(client: Client, session: Session, campaign: Campaign) -> None:
    assert campaign.closes_on
    plan(client, campaign, campaign.closes_on - 7 * DAY)
    tomorrow = clock.today() + DAY
    assert plan(client, campaign, other=date_fr(tomorrow)) == 303
    assert planned(session, campaign) == [tomorrow]


@pytest.mark.parametrize("days", [0, -1, 21])
def test_a_day_out_of_the_campaign_is_refused_at_its_field(
    client: Client, session: Session, campaign: Campaign, days: int
) -> None:
    day = date_fr(clock.today() + days * DAY)
    assert plan(client, campaign, other=day) == 422
    assert planned(session, campaign) == []
    assert client.page is not None
    assert f"Le {day} ne convient pas" in text_of(client.page)


def test_without_a_closing_date_there_is_nothing_to_count_from(client: Client, session: Session) -> None:
    client.sign_in("evaluateur")
    campaign = an_open_campaign(session, closes_on=None)
    assert "Fixez d’abord une date de clôture" in shown(client, campaign)
    reply = client.post_form(f"{board(campaign)}/rappels", {"other": date_fr(clock.today() + DAY)})
    assert reply.status_code == 422


def test_the_closing_is_moved_and_the_history_says_so(client: Client, session: Session, campaign: Campaign) -> None:
    later = clock.today() + 40 * DAY
    typed = {"closes_on": date_fr(later)}
    assert client.post_form(f"{board(campaign)}/prolongation", typed, page=board(campaign)).status_code == 303
    session.expire_all()
    assert campaign.closes_on == later
    assert "La campagne est prolongée jusqu’au" in shown(client, campaign)
    client.get(f"/campagnes/{campaign.id}")
    assert client.page is not None
    assert f"Clôture du {date_fr(later - 20 * DAY)} reportée au {date_fr(later)}" in text_of(client.page)


def test_the_links_already_sent_follow_the_new_date(client: Client, session: Session) -> None:
    client.sign_in("evaluateur")
    campaign = an_open_campaign(session, days=-3)
    token = make.a_live_token(session, live(session, an_invited(session, campaign, "Ateliers")))
    before = find_link(session, token, clock.now())
    typed = {"closes_on": date_fr(clock.today() + 5 * DAY)}
    assert client.post_form(f"{board(campaign)}/prolongation", typed, page=board(campaign)).status_code == 303
    after = find_link(session, token, clock.now())
    assert before
    assert after
    assert (before.is_live, after.is_live) == (False, True)


def test_an_earlier_closing_comes_back_with_what_was_typed(
    client: Client, session: Session, campaign: Campaign
) -> None:
    typed = {"closes_on": date_fr(clock.today() + DAY)}
    reply = client.post_form(f"{board(campaign)}/prolongation", typed, page=board(campaign))
    assert reply.status_code == 422
    assert typed["closes_on"] in reply.text
    assert "Choisissez une date plus tardive que la clôture prévue" in reply.text


def test_a_closing_moved_by_someone_else_meanwhile_shows_both(
    client: Client, session: Session, campaign: Campaign
) -> None:
    typed = {"closes_on": date_fr(clock.today() + 40 * DAY), "version": str(campaign.version - 1)}
    reply = client.post_form(f"{board(campaign)}/prolongation", typed)
    assert reply.status_code == 409
    assert campaign.closes_on == clock.today() + 20 * DAY


@pytest.mark.parametrize("status", ["preparation", "close", "publiee"])
def test_only_an_open_campaign_is_extended(client: Client, session: Session, status: str) -> None:
    client.sign_in("evaluateur")
    campaign = an_open_campaign(session, status=status)
    typed = {"closes_on": date_fr(clock.today() + 40 * DAY), "version": str(campaign.version)}
    reply = client.post_form(f"{board(campaign)}/prolongation", typed)
    assert reply.status_code == 422
    assert "Seule une campagne ouverte" in reply.text


def test_each_address_asks_its_own_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = an_open_campaign(session)
    values = {"campaign_id": campaign.id, "respondent_id": an_invited(session, campaign, "Ateliers").id}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)
