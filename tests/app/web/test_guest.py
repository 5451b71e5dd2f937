"""Who enters a partner's grid: the holder of its cookie, and nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.models import Invitation, RespondentSession
from app.models.user import Role, SubmittedForm
from app.settings import settings
from app.web.auth import Right, Router
from tests.support.client import HTMX, Client
from tests.support.grids import add_trial_pages, campaign_of, invited
from tests.support.routes import of_partners

FOREIGN = {"Sec-Fetch-Site": "cross-site"}
ELSEWHERE = [
    FOREIGN,
    {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://ailleurs.example"},
    {"Origin": "null"},
    {},
]
GOODBYE = "/invitation/au-revoir"


@pytest.fixture
def done(app: FastAPI) -> list[str]:
    return add_trial_pages(app)


@pytest.fixture
def invitation(session: Session, done: list[str]) -> Invitation:
    return invited(session)


@pytest.fixture
def page(invitation: Invitation) -> str:
    return f"/ma-grille/{invitation.respondent_id}/essai"


def test_a_guest_opens_its_own_grid(client: Client, invitation: Invitation, page: str) -> None:
    client.enter(invitation)
    assert client.get(page).text == f"{invitation.respondent_id} answer True None"


def test_a_stranger_gets_a_kind_page(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 401
    assert "Ouvrez le lien reçu par courriel" in answer.text
    assert "/connexion" not in answer.text


def test_the_cookie_of_one_grid_opens_no_other(client: Client, invitation: Invitation, session: Session) -> None:
    other = invited(session)
    client.enter(invitation)
    client.cookies.set(
        f"odd17-grille-{other.respondent_id}", client.cookies[f"odd17-grille-{invitation.respondent_id}"]
    )
    assert client.get(f"/ma-grille/{other.respondent_id}/essai").status_code == 401


def test_one_browser_holds_two_grids(client: Client, invitation: Invitation, session: Session) -> None:
    other = invited(session)
    for one in (invitation, other):
        client.enter(one)
    for one in (invitation, other):
        assert client.get(f"/ma-grille/{one.respondent_id}/essai").text.startswith(f"{one.respondent_id} ")


def test_the_fund_and_the_partner_live_side_by_side_in_one_browser(
    client: Client, invitation: Invitation, page: str, done: list[str]
) -> None:
    user = client.sign_in(Role.ADMIN)
    of_the_fund = client.token()
    client.enter(invitation)
    assert client.get(page).text.endswith("True None")
    assert client.post(page, data={"csrf_token": of_the_fund}).status_code == 403
    assert client.post(page, data={"csrf_token": client.csrf_token}).status_code == 303
    assert done == ["Camille Dupont"]
    assert user.name in client.get("/mon-compte").text


def test_a_guest_is_nobody_on_the_pages_of_the_fund(client: Client, invitation: Invitation) -> None:
    client.enter(invitation)
    assert client.get("/projets").headers["Location"].startswith("/connexion")


def test_a_guest_s_post_needs_its_token(client: Client, invitation: Invitation, page: str, done: list[str]) -> None:
    client.enter(invitation)
    for token in ("", "faux"):
        assert client.post(page, data={"csrf_token": token}).status_code == 403
    assert client.post(page, data={"csrf_token": client.csrf_token}, headers=FOREIGN).status_code == 403
    assert done == []


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_no_request_from_elsewhere_acts_in_a_grid(
    app: FastAPI, client: Client, invitation: Invitation, done: list[str], headers: dict[str, str]
) -> None:
    client.enter(invitation)
    del client.headers["Sec-Fetch-Site"]
    for method, address in of_partners(app, invitation.respondent_id):
        if method != "GET":
            answer = client.request(method, address, headers=headers | {"X-CSRF-Token": client.csrf_token})
            assert answer.status_code == 403, f"{method} {address}"
            assert "Votre compte" not in answer.text
    assert done == []


def test_every_page_that_writes_is_closed_with_its_campaign(
    app: FastAPI, client: Client, invitation: Invitation, done: list[str], session: Session
) -> None:
    client.enter(invitation)
    campaign_of(session, invitation).status = "close"
    session.commit()
    for method, address in of_partners(app, invitation.respondent_id):
        if method != "GET" and not address.endswith(("/deconnexion", "/resultats")):
            answer = client.request(method, address, headers={"X-CSRF-Token": client.csrf_token})
            assert (answer.status_code, "La campagne est close" in answer.text) == (422, True), f"{method} {address}"


def test_a_rule_of_the_fund_does_not_send_a_partner_to_its_pages(
    app: FastAPI, client: Client, invitation: Invitation, page: str
) -> None:
    router = Router()

    @router.get("/ma-grille/{respondent_id}/refus", right=Right.RESPOND)
    def refuse() -> None:
        raise Refused("Cette grille est déjà soumise.", link="/campagnes/1", link_label="Voir la campagne")

    app.include_router(router)
    client.enter(invitation)
    answer = client.get(page.replace("essai", "refus"))
    assert "Revenir à ma grille" in answer.text
    assert "/campagnes/1" not in answer.text


def test_a_guest_s_form_sent_twice_acts_once(
    client: Client, invitation: Invitation, page: str, done: list[str], session: Session
) -> None:
    client.enter(invitation)
    for _ in range(2):
        answer = client.post(page, data={"csrf_token": client.csrf_token, "idempotency_key": "clé"})
        assert answer.headers["Location"] == page
    assert done == ["Camille Dupont"]
    kept = session.scalars(select(SubmittedForm)).one()
    assert (kept.key, kept.user_id) == (f"g{invitation.id}:clé", None)


def test_part_of_a_page_asked_without_a_session_keeps_what_was_typed(client: Client, page: str) -> None:
    answer = client.post(page, data={"a": "b"}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#messages")
    assert "reste sur cette page" in answer.text


def test_a_visit_left_alone_ends_and_one_that_goes_on_does_not(
    client: Client, invitation: Invitation, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.enter(invitation)
    for _ in range(2):
        later(monkeypatch, hours=settings().respondent_idle_hours - 1)
        assert client.get(page).status_code == 200
    later(monkeypatch, hours=settings().respondent_idle_hours + 1)
    assert client.get(page).status_code == 401


def test_a_visit_ends_at_last_even_when_it_goes_on(
    client: Client, invitation: Invitation, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "respondent_absolute_days", 2)
    client.enter(invitation)
    for _ in range(2 * 4):
        assert client.get(page).status_code == 200
        later(monkeypatch, hours=6)
    assert client.get(page).status_code == 401


def test_the_table_holds_no_token(client: Client, invitation: Invitation, page: str, session: Session) -> None:
    client.enter(invitation)
    name = f"odd17-grille-{invitation.respondent_id}"
    stored = session.scalars(select(RespondentSession.token_sha256)).one()
    assert client.cookies[name].encode() not in stored
    client.cookies.set(name, stored.hex())
    assert client.get(page).status_code == 401


def test_over_https_the_cookie_is_locked_to_the_host(
    client: Client, invitation: Invitation, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "base_url", "https://odd17.exemple.fr")
    client.enter(invitation)
    assert f"__Host-odd17-grille-{invitation.respondent_id}" in client.cookies
    assert client.get(page).status_code == 200


def test_an_address_that_reads_as_no_number_is_no_one_s(
    client: Client, invitation: Invitation, done: list[str]
) -> None:
    client.enter(invitation)
    for written in ("abc", "-1", "0", "1" * 40, "٣", "%00"):
        assert client.get(f"/ma-grille/{written}/essai").status_code == 401


def test_answers_are_refused_kindly_once_the_campaign_is_closed(
    client: Client, invitation: Invitation, page: str, done: list[str], session: Session
) -> None:
    client.enter(invitation)
    campaign = campaign_of(session, invitation)
    campaign.status, campaign.closed_at = "close", datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
    session.commit()
    answer = client.post(page, data={"csrf_token": client.csrf_token})
    assert (answer.status_code, done) == (422, [])
    assert (
        "La campagne est close depuis le 13 mars 2026\u202f; vos réponses enregistrées sont conservées." in answer.text
    )
    assert f'href="/ma-grille/{invitation.respondent_id}"' in answer.text
    assert client.get(page).text.endswith("answer False None")


def test_a_last_day_over_closes_the_grid_to_its_partner_before_anyone_of_the_fund_does(
    client: Client, page: str, invitation: Invitation, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign_of(session, invitation).closes_on = date(2026, 3, 12)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 12, 22, 59, tzinfo=UTC))
    client.enter(invitation)
    assert client.post(page, data={"csrf_token": client.csrf_token}).status_code == 303
    later(monkeypatch, minutes=2)
    assert client.post(page, data={"csrf_token": client.csrf_token}).status_code == 422
    assert client.get(page).status_code == 200


def test_the_day_after_the_end_is_left_for_reading_and_no_more(
    client: Client, page: str, invitation: Invitation, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign_of(session, invitation).closes_on = date(2026, 3, 12)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 12, 12, 0, tzinfo=UTC))
    client.enter(invitation)
    for hours, status in ((7, 200), (7, 200), (7, 200), (7, 200), (6, 200), (2, 401)):
        later(monkeypatch, hours=hours)
        assert client.get(page).status_code == status


def test_a_grid_reopened_takes_answers_again_from_the_same_visit(
    client: Client, invitation: Invitation, page: str, session: Session
) -> None:
    client.enter(invitation)
    for status, expected in (("close", 422), ("ouverte", 303), ("publiee", 422)):
        campaign_of(session, invitation).status = status
        session.commit()
        assert client.post(page, data={"csrf_token": client.csrf_token}).status_code == expected


def test_a_link_to_the_results_opens_nothing_else(client: Client, session: Session, done: list[str]) -> None:
    invitation = invited(session, "results", status="publiee")
    client.enter(invitation)
    page = f"/ma-grille/{invitation.respondent_id}"
    assert client.get(f"{page}/resultats/essai").text == f"{invitation.respondent_id} results False None"
    assert client.get(f"{page}/essai").status_code == 401
    assert client.post(f"{page}/essai", data={"csrf_token": client.csrf_token}).status_code == 401
    assert client.post(f"{page}/deconnexion", data={"csrf_token": client.csrf_token}).status_code == 303


def test_leaving_ends_the_visit_here_and_not_elsewhere(client: Client, invitation: Invitation, page: str) -> None:
    client.enter(invitation)
    elsewhere = client.cookies[f"odd17-grille-{invitation.respondent_id}"]
    client.enter(invitation)
    here = client.cookies[f"odd17-grille-{invitation.respondent_id}"]
    answer = client.post(page.replace("essai", "deconnexion"), data={"csrf_token": client.csrf_token})
    assert (answer.headers["Location"], answer.headers["Clear-Site-Data"]) == (GOODBYE, '"cache", "storage"')
    assert "Ce que vous avez enregistré est conservé" in client.get(GOODBYE).text
    for cookie, status in ((here, 401), (elsewhere, 200)):
        client.cookies.set(f"odd17-grille-{invitation.respondent_id}", cookie)
        assert client.get(page).status_code == status


def later(monkeypatch: pytest.MonkeyPatch, **step: float) -> None:
    moment = clock.now() + timedelta(**step)
    monkeypatch.setattr(clock, "now", lambda: moment)
