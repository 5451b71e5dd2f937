"""The page behind a personal link, and its one button."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.invitations.service import issue_token
from app.models import Invitation, InvitationToken, Respondent, RespondentSession
from app.models.user import Role, SignInAttempt
from app.settings import settings
from tests import factories as make
from tests.support.client import Client
from tests.support.grids import campaign_of, invited
from tests.support.html import text_of


@pytest.fixture
def invitation(session: Session) -> Invitation:
    return invited(session, closes_on=clock.today() + timedelta(days=10))


@pytest.fixture
def address(session: Session, invitation: Invitation) -> str:
    return link_to(session, invitation)


def link_to(session: Session, invitation: Invitation, token: str = "jeton-d-essai") -> str:  # noqa: S107
    make.a_live_token(session, invitation, token)
    session.commit()
    return f"/invitation/{token}"


def rows(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def page_text(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def test_the_page_says_what_it_is_about_and_nothing_of_the_contact(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Commencer" in answer.text
    assert "Une <b>dizaine de minutes</b>" in answer.text
    assert "Camille" not in answer.text
    assert "camille@exemple.fr" not in answer.text


def test_before_the_project_two_situations_are_asked_and_it_takes_longer(client: Client, session: Session) -> None:
    answer = client.get(link_to(session, invited(session, moment="ex_ante"), "autre"))
    assert "quart d’heure" in answer.text
    assert "dizaine" not in answer.text


def test_the_button_opens_the_grid_at_a_clean_address(client: Client, invitation: Invitation, address: str) -> None:
    answer = client.post_form(address, page=address)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ma-grille/{invitation.respondent_id}")
    assert "jeton" not in str(answer.headers["Location"])
    assert f"odd17-grille-{invitation.respondent_id}" in client.cookies


def test_a_mail_scanner_uses_nothing_up(client: Client, session: Session, invitation: Invitation, address: str) -> None:
    for ask in (client.get, client.head, client.options, client.get):
        ask(address)
    session.refresh(invitation)
    assert invitation.opened_at is None
    assert (rows(session, RespondentSession), rows(session, SignInAttempt)) == (0, 0)
    assert client.post_form(address, page=address).status_code == 303


def test_the_first_opening_is_noted_and_the_next_ones_resume(
    client: Client, session: Session, invitation: Invitation, address: str
) -> None:
    client.post_form(address, page=address)
    session.refresh(invitation)
    first = invitation.opened_at
    client.cookies.clear()
    assert "Reprendre" in client.get(address).text
    assert client.post_form(address, page=address).status_code == 303
    session.refresh(invitation)
    assert first is not None
    assert invitation.opened_at == first


def test_pressing_again_in_one_browser_leaves_one_visit(client: Client, session: Session, address: str) -> None:
    for _ in range(2):
        client.post_form(address, page=address)
    assert rows(session, RespondentSession) == 1


def test_no_cookie_planted_beforehand_opens_anything(client: Client, invitation: Invitation, address: str) -> None:
    name = f"odd17-grille-{invitation.respondent_id}"
    client.cookies.set(name, "plante")
    answer = client.post_form(address, page=address)
    assert f"{name}=" in answer.headers["Set-Cookie"]
    assert "plante" not in answer.headers["Set-Cookie"]


def test_the_address_is_told_to_no_site_and_no_search_engine(client: Client, address: str) -> None:
    answers = [client.get(address), client.post_form(address, page=address), client.get("/invitation/inconnu")]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_button_needs_the_token_of_its_own_page(client: Client, session: Session, address: str) -> None:
    client.get(address)
    for token in ("", "faux"):
        assert client.post(address, data={"csrf_token": token}).status_code == 403
    answer = client.post(address, data={"csrf_token": client.csrf_token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert rows(session, RespondentSession) == 0


def test_unknown_forged_and_revoked_links_look_the_same(
    client: Client, session: Session, invitation: Invitation, address: str
) -> None:
    invitation.revoked_at = clock.now()
    session.commit()
    forged = f"/invitation/{session.scalars(select(InvitationToken.token_sha256)).one().hex()}"
    pages = []
    for link in (address, forged, "/invitation/inconnu"):
        assert (client.get(link).status_code, client.post_form(link).status_code) == (404, 404)
        pages.append(page_text(client))
    assert len(set(pages)) == 1
    assert "Ce lien n’ouvre plus rien" in pages[0]


def test_a_closed_campaign_is_said_kindly_and_only_to_a_real_link(
    client: Client, session: Session, invitation: Invitation, address: str
) -> None:
    campaign = campaign_of(session, invitation)
    campaign.status, campaign.closed_at = "close", datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
    session.commit()
    for answer in (client.get(address), client.post_form(address)):
        assert answer.status_code == 410
        assert "Les réponses étaient attendues jusqu’au 12 mars 2026" in page_text(client)
        assert "Set-Cookie" not in answer.headers or "odd17-grille" not in answer.headers["Set-Cookie"]
    assert "La campagne est close" not in client.get("/invitation/inconnu").text


def test_a_link_ends_at_midnight_in_paris_on_the_last_day(
    client: Client, session: Session, invitation: Invitation, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign_of(session, invitation).closes_on = date(2026, 7, 12)
    session.commit()
    for moment, status in ((datetime(2026, 7, 12, 21, 59), 200), (datetime(2026, 7, 12, 22, 0), 410)):  # noqa: DTZ001
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment.replace(tzinfo=UTC))
        assert client.get(address).status_code == status


def test_a_campaign_extended_or_reopened_brings_the_same_link_back(
    client: Client, session: Session, invitation: Invitation, address: str
) -> None:
    campaign = campaign_of(session, invitation)
    for change, status in (
        ({"closes_on": date(2020, 1, 1)}, 410),
        ({"closes_on": None}, 200),
        ({"status": "close"}, 410),
        ({"status": "ouverte"}, 200),
    ):
        for name, value in change.items():
            setattr(campaign, name, value)
        session.commit()
        assert client.get(address).status_code == status


def test_a_link_to_the_results_leads_to_them_for_three_months(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = invited(session, "results", status="publiee")
    address = link_to(session, invitation)
    token = session.scalars(select(InvitationToken)).one()
    token.expires_at = invitation.created_at + timedelta(days=settings().results_link_days)
    session.commit()
    assert client.post_form(address, page=address).headers["Location"].endswith("/resultats")
    moment = token.expires_at
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert client.get(address).status_code == 410
    assert "Les résultats ne s’ouvrent plus avec ce lien" in page_text(client)


def test_reading_the_results_does_not_end_the_visit_from_which_one_answers(client: Client, session: Session) -> None:
    invitation = invited(session, status="publiee")
    results = make.an_invitation(session, session.get_one(Respondent, invitation.respondent_id), "results")
    address = link_to(session, results)
    client.enter(invitation)
    before = client.cookies[f"odd17-grille-{invitation.respondent_id}"]
    assert client.post_form(address, page=address).status_code == 303
    assert client.cookies[f"odd17-grille-{invitation.respondent_id}"] == before


def test_a_person_of_the_fund_who_opens_a_link_stays_signed_in(client: Client, address: str) -> None:
    user = client.sign_in(Role.GESTIONNAIRE)
    answer = client.post_form(address, page=address)
    assert answer.status_code == 303
    assert user.name in client.get("/mon-compte").text


def test_the_token_is_long_and_random(session: Session, invitation: Invitation) -> None:
    tokens = [issue_token(session, invitation=invitation, now=clock.now()) for _ in range(50)]
    assert len(set(tokens)) == 50
    assert min(len(token) for token in tokens) == 43  # 256 bits, six to a character
    stored = b"".join(session.scalars(select(InvitationToken.token_sha256)))
    assert all(token.encode() not in stored for token in tokens)
