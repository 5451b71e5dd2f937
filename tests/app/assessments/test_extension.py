"""More time for those who have not answered: later, and only while the campaign is open."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments import service
from app.errors import Conflict, Refused
from app.models import Campaign, CampaignEvent
from tests import factories as make
from tests.app.assessments.situations import a_campaign_of, a_closed_campaign

NOW = datetime(2025, 2, 10, 9, 42, tzinfo=UTC)


def extend(session: Session, campaign: Campaign, day: date, version: int | None = None) -> Campaign:
    seen = campaign.version if version is None else version
    return service.extend_campaign(session, campaign=campaign, closes_on=day, version=seen, user=None, now=NOW)


@pytest.fixture
def campaign(session: Session) -> Campaign:
    """Open from 20 January to 15 February 2025."""
    campaign, _ = a_campaign_of(session, "association")
    campaign.opens_on, campaign.closes_on = date(2025, 1, 20), date(2025, 2, 15)
    session.flush()
    return campaign


def test_extending_moves_the_closing_and_says_from_when_to_when(session: Session, campaign: Campaign) -> None:
    extend(session, campaign, date(2025, 3, 1))
    event = session.scalars(select(CampaignEvent).where(CampaignEvent.kind == "extended")).one()
    assert (campaign.closes_on, campaign.status) == (date(2025, 3, 1), "ouverte")
    assert event.reason == "Clôture du 15/02/2025 reportée au 01/03/2025"


def test_a_campaign_without_closing_date_is_given_one(session: Session) -> None:
    campaign, _ = a_campaign_of(session, "association")
    extend(session, campaign, date(2025, 2, 10))
    assert campaign.closes_on == date(2025, 2, 10)
    event = session.scalars(select(CampaignEvent).where(CampaignEvent.kind == "extended")).one()
    assert event.reason == "Clôture fixée au 10/02/2025"


@pytest.mark.parametrize("day", [date(2025, 2, 15), date(2025, 2, 1), date(2024, 12, 1)])
def test_an_earlier_date_extends_nothing(session: Session, campaign: Campaign, day: date) -> None:
    with pytest.raises(Refused) as refusal:
        extend(session, campaign, day)
    assert refusal.value.field == "closes_on"
    assert campaign.closes_on == date(2025, 2, 15)


def test_a_date_already_past_extends_nothing(session: Session, campaign: Campaign) -> None:
    campaign.closes_on = date(2025, 1, 31)
    session.flush()
    with pytest.raises(Refused, match="pas déjà passée"):
        extend(session, campaign, date(2025, 2, 9))


def test_extending_reopens_nothing(session: Session) -> None:
    closed = a_closed_campaign(session)
    with pytest.raises(Refused, match="Seule une campagne ouverte"):
        extend(session, closed, date(2025, 3, 1))
    prepared = make.a_campaign(session, make.a_project(session), status="preparation")
    with pytest.raises(Refused, match="Seule une campagne ouverte"):
        extend(session, prepared, date(2025, 3, 1))


def test_an_extension_decided_on_an_older_page_is_a_conflict(session: Session, campaign: Campaign) -> None:
    with pytest.raises(Conflict):
        extend(session, campaign, date(2025, 3, 1), version=campaign.version - 1)
    assert campaign.closes_on == date(2025, 2, 15)
