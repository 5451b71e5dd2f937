"""The follow-up of one campaign: where each respondent stands, since when, and who gave its answers."""

from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock
from app.models import Campaign, CampaignReminder, LetterKind, Respondent, RespondentPriority
from app.web.filters import local
from tests import factories as make
from tests.app.followup.situations import DAY, a_letter, a_silent, an_invited, an_open_campaign, gave, live
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return an_open_campaign(session)


def board(client: Client, campaign: Campaign) -> str:
    assert client.get(f"/campagnes/{campaign.id}/suivi").status_code == 200
    assert client.page is not None
    return text_of(client.page)


def row(client: Client, respondent: Respondent) -> str:
    """The line of one respondent, as read."""
    client.get(f"/campagnes/{respondent.campaign_id}/suivi")
    assert client.page is not None
    lines = (line for line in client.page.iter("tr") if _links_to(line, f"/suivi/{respondent.id}"))
    return text_of(next(lines))


def _links_to(line: Element, end: str) -> bool:
    return any((link.get("href") or "").endswith(end) for link in line.iter("a"))


def day(before: int) -> str:
    return f"{local(clock.now() - before * DAY):%d/%m}"


def test_someone_without_a_link_is_said_not_invited(client: Client, session: Session, campaign: Campaign) -> None:
    respondent = a_silent(session, campaign, "Collectif Flandre")
    client.sign_in("lecteur")
    found = row(client, respondent)
    assert "pas invité" in found
    assert "camille@exemple.fr" in found
    assert "0 / 28" in found


def test_someone_without_address_is_said_so_and_shown_where_to_add_one(
    client: Client, session: Session, campaign: Campaign
) -> None:
    respondent = a_silent(session, campaign, "Conseil citoyen", email="")
    client.sign_in("evaluateur")
    assert "sans adresse" in row(client, respondent)
    assert "Ajouter une adresse" in row(client, respondent)


def test_an_invitation_says_its_day_then_that_it_was_opened(
    client: Client, session: Session, campaign: Campaign
) -> None:
    closed_letter = an_invited(session, campaign, "Ateliers")
    opened = an_invited(session, campaign, "Université", opened=True)
    client.sign_in("lecteur")
    assert f"invité le {day(8)}" in row(client, closed_letter)
    assert f"ouvert le {day(7)} invité le {day(8)}" in row(client, opened)


def test_reminders_are_counted_with_the_day_of_the_last(client: Client, session: Session, campaign: Campaign) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    client.sign_in("lecteur")
    a_letter(session, live(session, respondent), clock.now() - 4 * DAY, LetterKind.REMINDER)
    assert f"relancé le {day(4)}" in row(client, respondent)
    a_letter(session, live(session, respondent), clock.now() - 2 * DAY, LetterKind.REMINDER)
    assert f"relancé 2 fois, dernière le {day(2)}" in row(client, respondent)


def test_a_letter_that_did_not_leave_says_why(client: Client, session: Session, campaign: Campaign) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    at = clock.now() - DAY
    fate = {"sent_at": None, "failed_at": at, "failure": "Cette adresse n’existe pas chez son hébergeur."}
    a_letter(session, live(session, respondent), at, LetterKind.REMINDER, **fate)
    client.sign_in("lecteur")
    assert "courriel non parti" in row(client, respondent)
    assert "Cette adresse n’existe pas chez son hébergeur." in row(client, respondent)


def test_a_letter_nobody_answered_for_is_said_uncertain(client: Client, session: Session, campaign: Campaign) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    a_letter(session, live(session, respondent), clock.now() - DAY / 24, LetterKind.REMINDER, sent_at=None)
    client.sign_in("lecteur")
    assert "envoi incertain" in row(client, respondent)


def test_a_letter_just_asked_for_is_on_its_way(client: Client, session: Session, campaign: Campaign) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    a_letter(session, live(session, respondent), clock.now(), LetterKind.REMINDER, started_at=None, sent_at=None)
    client.sign_in("lecteur")
    assert "courriel en route" in row(client, respondent)


def test_a_revoked_link_is_said_with_its_day(client: Client, session: Session, campaign: Campaign) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    live(session, respondent).revoked_at = clock.now() - DAY
    session.flush()
    client.sign_in("lecteur")
    assert f"lien révoqué le {day(1)}" in row(client, respondent)


def test_answers_say_how_far_on_each_axis_and_how_long_ago(
    client: Client, session: Session, campaign: Campaign
) -> None:
    respondent = an_invited(session, campaign, "Ateliers")
    gave(session, respondent, "A1.1", "A1.2", "E1.1", invitation=live(session, respondent))
    make.keep(session, RespondentPriority(respondent_id=respondent.id, criterion_code="D1", value=0))
    client.sign_in("lecteur")
    found = row(client, respondent)
    assert "en cours" in found
    assert "3 / 27" in found
    assert "hier" in found
    assert client.page is not None
    marks = next(drawing for drawing in client.page.iter() if drawing.get("class") == "marks").get("aria-label")
    assert marks == (
        "Résultats\u00a0: 2 sur 8, Relation partenariale\u00a0: 0 sur 7, Impact innovation\u00a0: 0 sur 4, "
        "Impact performance\u00a0: 0 sur 3, Impact confiance\u00a0: 1 sur 5"
    )


def test_each_grid_says_who_gave_its_answers(client: Client, session: Session, campaign: Campaign) -> None:
    claire = make.a_user(session, name="Claire Martin")
    partner, fund, both, unknown = (an_invited(session, campaign, name) for name in ("A", "B", "C", "D"))
    gave(session, partner, "A1.1", invitation=live(session, partner))
    gave(session, fund, "A1.1", by=claire)
    gave(session, both, "A1.1", invitation=live(session, both))
    gave(session, both, "A1.2", by=claire)
    gave(session, unknown, "A1.1")
    client.sign_in("lecteur")
    assert "par le partenaire hier" in row(client, partner)
    assert "saisi par Claire Martin pour le compte du partenaire" in row(client, fund)
    assert "par le partenaire, complété par Claire Martin" in row(client, both)
    assert "saisi par le Fonds pour le compte du partenaire" in row(client, unknown)


def test_a_submitted_grid_says_its_day_and_asks_nothing_more(
    client: Client, session: Session, campaign: Campaign
) -> None:
    respondent = make.submitted(session, an_invited(session, campaign, "Ateliers"))
    client.sign_in("evaluateur")
    found = row(client, respondent)
    assert "soumis le 10/02/2025" in found
    assert "Relancer" not in found
    assert "Saisir" not in found


def test_the_figures_add_up(client: Client, session: Session, campaign: Campaign) -> None:
    make.submitted(session, an_invited(session, campaign, "A"))
    gave(session, an_invited(session, campaign, "B"), "A1.1")
    a_silent(session, campaign, "C", email="")
    client.sign_in("lecteur")
    assert "réponses attendues 3 soumise 1 en cours 1 sans aucune réponse 1" in board(client, campaign)


@pytest.mark.parametrize(("status", "expected"), [("close", "sans réponse"), ("publiee", "sans réponse")])
def test_a_closed_campaign_offers_no_action(client: Client, session: Session, status: str, expected: str) -> None:
    campaign = an_open_campaign(session, status=status)
    respondent = an_invited(session, campaign, "Ateliers")
    client.sign_in("gestionnaire")
    assert expected in row(client, respondent)
    assert "Relancer" not in board(client, campaign)
    assert "Prolonger" not in board(client, campaign)


def test_whoever_only_consults_sees_all_and_has_no_button(client: Client, session: Session, campaign: Campaign) -> None:
    an_invited(session, campaign, "Ateliers")
    client.sign_in("lecteur")
    found = board(client, campaign)
    assert "Ateliers" in found
    for action in ("Relancer", "Inviter", "Saisir", "Prolonger", "Enregistrer les rappels"):
        assert action not in found


def test_after_its_closing_day_nobody_is_reminded_before_it_is_extended(client: Client, session: Session) -> None:
    campaign = an_open_campaign(session, days=-3)
    respondent = an_invited(session, campaign, "Ateliers")
    client.sign_in("evaluateur")
    assert "Relancer" not in row(client, respondent)
    found = board(client, campaign)
    assert "en retard de 3\u00a0jours" in found
    assert "La clôture prévue est passée\u00a0: les partenaires ne peuvent plus répondre." in found
    assert "Les rappels reprennent une fois la campagne prolongée." in found


def test_days_of_reminders_are_proposed_and_those_done_are_said(
    client: Client, session: Session, campaign: Campaign
) -> None:
    today = clock.today()
    make.keep(session, CampaignReminder(campaign_id=campaign.id, due_on=today - 2 * DAY, done_at=clock.now()))
    client.sign_in("evaluateur")
    found = board(client, campaign)
    assert "Proposé, 7\u00a0jours avant la clôture" in found
    assert "Proposé, 2\u00a0jours avant la clôture" in found
    assert "Déjà fait" in found


def test_the_board_asks_the_same_queries_for_two_or_twenty(
    client: Client, session: Session, connection: Connection, campaign: Campaign
) -> None:
    client.sign_in("evaluateur")
    an_invited(session, campaign, "Ateliers")
    board(client, campaign)
    counts = []
    for size in (2, 18):
        for n in range(size):
            gave(session, an_invited(session, campaign, f"Partenaire {size}-{n}"), "A1.1")
        session.commit()
        with counted(connection) as statements:
            board(client, campaign)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
