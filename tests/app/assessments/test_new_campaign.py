"""Making a campaign: whom to write to is checked first, and the invitations may leave with the opening."""

from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.models import Campaign, Letter, Partner, Project, Respondent
from tests import factories as make
from tests.support.client import Client
from tests.support.jobs import run_jobs
from tests.support.letters import letters

DATES = {"moment": "in_itinere", "held_on": "01/03/2027", "opens_on": "", "closes_on": ""}


@pytest.fixture
def project(client: Client, session: Session) -> Project:
    """Two partners, only one of which has an address; an evaluator is signed in."""
    client.sign_in("evaluateur")
    project = make.a_project(session)
    for name, email in (("Ateliers", "ateliers@exemple.fr"), ("Conseil citoyen", "")):
        make.a_partner(session, project, make.an_organisation(session, name=name), contact_email=email)
    return project


def create(client: Client, project: Project, **typed: str | list[str]) -> Response:
    page = f"/projets/{project.code}/campagnes/nouvelle"
    named = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post_form(f"/projets/{project.code}/campagnes", DATES | named, page=page)


def emails(session: Session) -> list[str]:
    return list(session.scalars(select(Respondent.contact_email).order_by(Respondent.contact_email)))


def test_the_addresses_known_are_shown_to_be_checked(client: Client, project: Project) -> None:
    page = client.get(f"/projets/{project.code}/campagnes/nouvelle").text
    assert 'value="ateliers@exemple.fr"' in page
    assert "Adresse électronique" in page


def test_an_address_corrected_here_serves_this_campaign_only(
    client: Client, session: Session, project: Project
) -> None:
    create(client, project, contacts__1__contact_email="conseil@exemple.fr", contacts__1__contact_name="Zoé Lenoir")
    assert emails(session) == ["ateliers@exemple.fr", "conseil@exemple.fr"]
    assert sorted(session.scalars(select(Partner.contact_email))) == ["", "ateliers@exemple.fr"]


def test_by_default_the_campaign_opens_and_no_letter_leaves(client: Client, session: Session, project: Project) -> None:
    reply = create(client, project)
    campaign = session.scalars(select(Campaign)).one()
    assert (campaign.status, reply.headers["Location"]) == ("ouverte", f"/campagnes/{campaign.id}")
    assert session.scalars(select(Letter)).all() == []


def test_opening_and_inviting_writes_to_whoever_has_an_address(
    client: Client, session: Session, project: Project, connection: Connection, outbox: Path
) -> None:
    reply = create(client, project, start="inviter")
    campaign = session.scalars(select(Campaign)).one()
    assert reply.headers["Location"] == f"/campagnes/{campaign.id}/suivi"
    assert "1\u00a0courriel part" in client.get(reply.headers["Location"]).text
    run_jobs(connection)
    assert [letter["To"] for letter in letters(outbox)] == ["ateliers@exemple.fr"]


def test_a_campaign_may_be_kept_in_preparation(client: Client, session: Session, project: Project) -> None:
    create(client, project, start="preparation")
    assert session.scalars(select(Campaign.status)).one() == "preparation"


def test_inviting_nobody_reachable_is_refused_and_creates_nothing(
    client: Client, session: Session, project: Project
) -> None:
    reply = create(client, project, start="inviter", contacts__0__contact_email="")
    assert reply.status_code == 422
    assert "Aucun des partenaires cochés n’a d’adresse électronique" in reply.text
    assert session.scalars(select(Campaign)).all() == []


def test_what_is_no_address_is_said_at_its_partner_with_what_was_typed(
    client: Client, session: Session, project: Project
) -> None:
    reply = create(client, project, contacts__1__contact_email="zoe chez exemple")
    assert reply.status_code == 422
    assert 'value="zoe chez exemple"' in reply.text
    assert 'href="#contacts-1-contact_email"' in reply.text
    assert session.scalars(select(Campaign)).all() == []


def test_inviting_after_the_closing_day_is_refused(client: Client, session: Session, project: Project) -> None:
    reply = create(client, project, start="inviter", opens_on="01/01/2025", closes_on="31/01/2025")
    assert reply.status_code == 422
    assert "ne reçoit plus de réponses" in reply.text
    assert session.scalars(select(Campaign)).all() == []
