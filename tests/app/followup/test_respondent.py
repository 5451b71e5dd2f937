"""The page of one respondent: its contact, its link, its letters, its history."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Campaign, Invitation, Letter, LetterKind, Respondent
from tests import factories as make
from tests.app.followup.situations import DAY, a_letter, a_silent, an_invited, an_open_campaign, gave, live
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.jobs import run_jobs
from tests.support.letters import letters


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return an_open_campaign(session)


@pytest.fixture
def respondent(client: Client, session: Session, campaign: Campaign) -> Respondent:
    """Invited eight days ago; an evaluator is signed in."""
    client.sign_in("evaluateur", make.a_user(session, "evaluateur", name="Claire Martin"))
    return an_invited(session, campaign, "Ateliers")


def address(respondent: Respondent) -> str:
    return f"/campagnes/{respondent.campaign_id}/suivi/{respondent.id}"


def shown(client: Client, respondent: Respondent) -> str:
    client.get(address(respondent))
    assert client.page is not None
    return text_of(client.page)


def test_the_log_says_each_letter_and_what_became_of_it(
    client: Client, session: Session, respondent: Respondent
) -> None:
    at = clock.now() - 2 * DAY
    fate = {"sent_at": None, "failed_at": at, "failure": "La boîte de ce destinataire est pleine."}
    a_letter(session, live(session, respondent), at, LetterKind.REMINDER, queued_by_id=client.user.id, **fate)  # type: ignore[union-attr]
    found = shown(client, respondent)
    assert "2\u00a0courriels" in found
    assert f"Relance camille@exemple.fr {at.astimezone(clock.PARIS):%d/%m/%Y} par Claire Martin non envoyée" in found
    assert "La boîte de ce destinataire est pleine." in found
    assert "Invitation camille@exemple.fr" in found


def test_a_new_link_leaves_and_the_one_before_opens_nothing(
    client: Client, session: Session, respondent: Respondent, connection: Connection, outbox: Path
) -> None:
    before = live(session, respondent).id
    client.post_form(f"{address(respondent)}/invitation", page=address(respondent))
    session.expire_all()
    assert session.get_one(Invitation, before).revoked_at is not None
    assert live(session, respondent).id != before
    run_jobs(connection)
    assert len(letters(outbox)) == 1


def test_a_revoked_link_can_be_followed_by_another(client: Client, session: Session, respondent: Respondent) -> None:
    client.post_form(f"{address(respondent)}/revocation", page=address(respondent))
    found = shown(client, respondent)
    assert "Le lien est révoqué" in found
    assert "Le dernier lien est révoqué\u00a0: plus aucun n’ouvre cette grille." in found
    assert "Inviter par courriel" in found
    assert "Lien révoqué par Claire Martin" in found


def test_replacing_the_contact_stops_the_link_and_writes_to_the_new_person(
    client: Client, session: Session, respondent: Respondent, connection: Connection, outbox: Path
) -> None:
    page, typed = address(respondent), {"contact_name": "Zoé Lenoir", "contact_email": "zoe@exemple.fr"}
    reply = client.post_form(f"{page}/contact", typed, page=page)
    assert (reply.status_code, reply.headers["Location"]) == (303, page)
    found = shown(client, respondent)
    assert "L’ancien lien ne fonctionne plus. Un courriel part à Zoé Lenoir (zoe@exemple.fr)." in found
    assert "Contact remplacé par Claire Martin" in found
    run_jobs(connection)
    assert [str(letter["To"]) for letter in letters(outbox)] == ["zoe@exemple.fr"]


def test_giving_a_first_address_sends_nothing_by_itself(
    client: Client, session: Session, campaign: Campaign, respondent: Respondent
) -> None:
    other = a_silent(session, campaign, "Conseil citoyen", email="")
    page = address(other)
    client.post_form(f"{page}/contact", {"contact_email": "conseil@exemple.fr"}, page=page)
    assert "Le contact est remplacé." in shown(client, other)
    assert "Inviter par courriel" in shown(client, other)
    assert session.scalars(select(Letter).where(Letter.respondent_id == other.id)).all() == []


def test_what_is_no_address_comes_back_with_what_was_typed(
    client: Client, session: Session, respondent: Respondent
) -> None:
    page = address(respondent)
    reply = client.post_form(f"{page}/contact", {"contact_email": "zoe chez exemple"}, page=page)
    assert reply.status_code == 422
    assert "zoe chez exemple" in reply.text
    assert "Écrivez une adresse électronique" in reply.text
    assert live(session, respondent).contact_email == "camille@exemple.fr"


def test_two_people_who_replace_the_contact_see_both_versions(
    client: Client, session: Session, respondent: Respondent
) -> None:
    page = address(respondent)
    client.post_form(f"{page}/contact", {"contact_email": "zoe@exemple.fr"}, page=page)
    reply = client.post_form(f"{page}/contact", {"contact_email": "paul@exemple.fr", "version": "1"})
    assert reply.status_code == 409
    assert "zoe@exemple.fr" in reply.text
    assert "paul@exemple.fr" in reply.text


def test_the_page_says_how_far_the_grid_is_and_who_filled_it(
    client: Client, session: Session, respondent: Respondent
) -> None:
    gave(session, respondent, "A1.1", "A1.2", invitation=live(session, respondent))
    gave(session, respondent, "B1.1", by=client.user)
    found = shown(client, respondent)
    assert "3 / 28" in found
    assert "par le partenaire, complété par Claire Martin" in found


def test_whoever_only_consults_reads_it_all_and_changes_nothing(
    client: Client, session: Session, respondent: Respondent
) -> None:
    client.sign_in("lecteur")
    found = shown(client, respondent)
    assert "camille@exemple.fr" in found
    for action in ("Relancer", "Remplacer le contact", "Révoquer", "Envoyer un nouveau lien", "Saisir"):
        assert action not in found


@pytest.mark.parametrize("status", ["close", "publiee"])
def test_after_the_campaign_there_is_nothing_left_to_do(client: Client, session: Session, status: str) -> None:
    respondent = an_invited(session, an_open_campaign(session, status=status), "Ateliers")
    client.sign_in("gestionnaire")
    found = shown(client, respondent)
    assert "aucun lien ne permet de répondre" in found
    assert "Remplacer le contact" not in found
    reply = client.post_form(f"{address(respondent)}/invitation")
    assert reply.status_code == 422


def test_before_the_opening_the_contact_can_already_be_corrected(client: Client, session: Session) -> None:
    respondent = a_silent(session, an_open_campaign(session, status="preparation"), "Ateliers")
    client.sign_in("evaluateur")
    assert "Les invitations partent une fois la campagne ouverte." in shown(client, respondent)
    reply = client.post_form(
        f"{address(respondent)}/contact", {"contact_email": "zoe@exemple.fr"}, page=address(respondent)
    )
    assert reply.status_code == 303


def test_a_respondent_of_another_campaign_is_not_found(
    client: Client, session: Session, respondent: Respondent
) -> None:
    other = an_open_campaign(session)
    assert client.get(f"/campagnes/{other.id}/suivi/{respondent.id}").status_code == 404
