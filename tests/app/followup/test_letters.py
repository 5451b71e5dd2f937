"""Inviting and reminding: the page says who gets a letter, letters leave once, then the page says it again."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Campaign, Letter, LetterKind
from tests import factories as make
from tests.app.followup.situations import DAY, a_letter, a_silent, an_invited, an_open_campaign, live
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text


@pytest.fixture
def campaign(client: Client, session: Session) -> Campaign:
    """With an evaluator signed in."""
    client.sign_in("evaluateur")
    return an_open_campaign(session)


def shown(client: Client, address: str) -> str:
    client.get(address)
    assert client.page is not None
    return text_of(client.page)


def flash(client: Client, campaign: Campaign) -> str:
    text = shown(client, f"/campagnes/{campaign.id}/suivi")
    return text.split("Déconnexion Menu", 1)[1].split("Évaluations ODD17", 1)[0]


def sent(connection: Connection, outbox: Path) -> list[tuple[str, str]]:
    """(to whom, subject) of what really left, once the queue has run."""
    run_jobs(connection)
    return sorted((str(letter["To"]), str(letter["Subject"])) for letter in letters(outbox))


def test_one_is_invited_from_its_line_and_the_letter_leaves(
    client: Client, session: Session, campaign: Campaign, connection: Connection, outbox: Path
) -> None:
    respondent = a_silent(session, campaign, "Collectif Flandre")
    board = f"/campagnes/{campaign.id}/suivi"
    reply = client.post_form(f"{board}/{respondent.id}/invitation", page=board)
    assert (reply.status_code, reply.headers["Location"]) == (303, board)
    assert "Un courriel part à Camille Dupont (camille@exemple.fr)." in flash(client, campaign)
    assert [to for to, _ in sent(connection, outbox)] == ["camille@exemple.fr"]
    assert f"invité le {clock.today():%d/%m}" in shown(client, board)


def test_the_page_before_inviting_all_says_who_gets_a_letter_and_who_does_not(
    client: Client, session: Session, campaign: Campaign
) -> None:
    a_silent(session, campaign, "Ateliers", email="paul@exemple.fr")
    a_silent(session, campaign, "Conseil citoyen", email="")
    an_invited(session, campaign, "Université")
    found = shown(client, f"/campagnes/{campaign.id}/suivi/invitations")
    assert "1\u00a0courriel Destinataires" in found
    assert "Ateliers, Camille Dupont (paul@exemple.fr)" in found
    assert "Conseil citoyen sans adresse électronique" in found
    assert "Université déjà invité" in found


def test_all_those_ticked_are_invited_and_only_them(
    client: Client, session: Session, campaign: Campaign, connection: Connection, outbox: Path
) -> None:
    kept = [a_silent(session, campaign, name, email=f"{name.lower()}@exemple.fr") for name in ("Anne", "Paul")]
    a_silent(session, campaign, "Zoé", email="zoe@exemple.fr")
    page = f"/campagnes/{campaign.id}/suivi/invitations"
    client.post_form(page, {"respondent": [str(respondent.id) for respondent in kept]}, page=page)
    assert "2\u00a0courriels partent" in flash(client, campaign)
    assert len(sent(connection, outbox)) == 2
    assert "zoe" not in str(sent(connection, outbox))


def test_reminding_all_says_how_many_before_and_after(
    client: Client, session: Session, campaign: Campaign, connection: Connection, outbox: Path
) -> None:
    for name in ("A", "B", "C", "D"):
        an_invited(session, campaign, name)
    make.submitted(session, an_invited(session, campaign, "E"))
    page = f"/campagnes/{campaign.id}/suivi/relance"
    assert "4\u00a0courriels Destinataires" in shown(client, page)
    assert "E a déjà soumis" in shown(client, page)
    client.post_form(page, page=page)
    assert "4\u00a0courriels partent." in flash(client, campaign)
    assert len(sent(connection, outbox)) == 4


def test_nobody_is_reminded_twice_the_same_day(
    client: Client, session: Session, campaign: Campaign, connection: Connection, outbox: Path
) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    board = f"/campagnes/{campaign.id}/suivi"
    first = client.post_form(f"{board}/{respondent.id}/relance", page=board)
    second = client.post_form(f"{board}/{respondent.id}/relance")
    assert (first.status_code, second.status_code) == (303, 422)
    assert "Relancer" not in shown(client, board)
    assert "a déjà reçu un courriel aujourd’hui" in shown(client, f"{board}/relance")
    assert len(sent(connection, outbox)) == 1


def test_two_people_who_remind_at_once_send_one_letter(
    client: Client, session: Session, campaign: Campaign, connection: Connection, outbox: Path
) -> None:
    """The second had its page open already: what it ticked is looked at again."""
    respondent = an_invited(session, campaign, "Ateliers")
    page = f"/campagnes/{campaign.id}/suivi/relance"
    client.post_form(page, page=page)
    client.post_form(page, {"respondent": str(respondent.id)})
    assert "Aucun courriel ne part." in flash(client, campaign)
    assert len(sent(connection, outbox)) == 1


def test_someone_invited_today_is_left_in_peace(client: Client, session: Session, campaign: Campaign) -> None:
    an_invited(session, campaign, "Ateliers", days=0)
    assert "Personne n’est à relancer aujourd’hui" in shown(client, f"/campagnes/{campaign.id}/suivi/relance")


def test_a_second_press_of_the_same_button_sends_nothing_more(
    client: Client, session: Session, campaign: Campaign
) -> None:
    respondent = a_silent(session, campaign, "Ateliers")
    board = f"/campagnes/{campaign.id}/suivi"
    address = f"{board}/{respondent.id}/invitation"
    client.post_form(address, {"idempotency_key": "une-fois"})
    client.post_form(address, {"idempotency_key": "une-fois"})
    assert len(session.scalars(select(Letter)).all()) == 1


def test_the_reminder_that_leaves_carries_a_personal_link(
    client: Client, session: Session, campaign: Campaign, connection: Connection, outbox: Path
) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    client.post_form(f"/campagnes/{campaign.id}/suivi/{respondent.id}/relance")
    run_jobs(connection)
    [letter] = letters(outbox)
    assert "/invitation/" in plain_text(letter)


def test_a_page_where_nobody_is_ticked_sends_nothing(client: Client, session: Session, campaign: Campaign) -> None:
    an_invited(session, campaign, "Ateliers")
    page = f"/campagnes/{campaign.id}/suivi/relance"
    client.post_form(page, {"respondent": []}, page=page)
    assert "Aucun courriel ne part." in flash(client, campaign)


def test_an_unreadable_choice_is_refused_in_a_sentence(client: Client, campaign: Campaign) -> None:
    reply = client.post_form(f"/campagnes/{campaign.id}/suivi/relance", {"respondent": "tous"})
    assert reply.status_code == 422
    assert "Cochez ceux qui doivent recevoir un courriel" in reply.text


def test_a_respondent_of_another_campaign_is_not_written_to(
    client: Client, session: Session, campaign: Campaign
) -> None:
    elsewhere = an_invited(session, an_open_campaign(session), "Ailleurs")
    client.post_form(f"/campagnes/{campaign.id}/suivi/relance", {"respondent": str(elsewhere.id)})
    reminders = select(Letter).where(Letter.kind == LetterKind.REMINDER)
    assert session.scalars(reminders).all() == []


def test_reminding_from_the_board_leads_back_to_it_and_nowhere_else(
    client: Client, session: Session, campaign: Campaign
) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    address = f"/campagnes/{campaign.id}/suivi/{respondent.id}/relance"
    reply = client.post_form(address, {"retour": "https://ailleurs.example/"})
    assert reply.headers["Location"] == f"/campagnes/{campaign.id}/suivi/{respondent.id}"


def test_a_reminder_of_another_day_does_not_count(client: Client, session: Session, campaign: Campaign) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    a_letter(session, live(session, respondent), clock.now() - DAY, LetterKind.REMINDER)
    reply = client.post_form(f"/campagnes/{campaign.id}/suivi/{respondent.id}/relance")
    assert reply.status_code == 303
