"""Guessing links slows down where it comes from, and only there."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.invitations.throttling import ALLOWED, WINDOW
from app.models.user import SignInAttempt
from tests import factories as make
from tests.support.client import Client
from tests.support.grids import invited


@pytest.fixture
def address(session: Session) -> str:
    make.a_live_token(session, invited(session), "jeton-d-essai")
    session.commit()
    return "/invitation/jeton-d-essai"


def guess(client: Client, times: int) -> list[int]:
    return [client.get(f"/invitation/au-hasard-{n}").status_code for n in range(times)]


def test_a_place_that_guesses_is_stopped_before_its_guess_is_looked_at(client: Client, address: str) -> None:
    assert guess(client, ALLOWED + 2) == [404] * ALLOWED + [429] * 2
    assert client.get(address).status_code == 429
    assert client.post_form(address).status_code == 429


def test_other_places_open_their_links_meanwhile(app: FastAPI, client: Client, session: Session, address: str) -> None:
    guess(client, ALLOWED + 1)
    with Client(app, session, client=("203.0.113.9", 4000)) as elsewhere:
        assert elsewhere.post_form(address, page=address).status_code == 303


def test_half_an_hour_of_guessing_looks_at_a_few_dozen_links_and_no_more(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0
    for _ in range(int(timedelta(minutes=30) / WINDOW)):
        looked_at += guess(client, ALLOWED + 5).count(404)
        moment = clock.now() + WINDOW + timedelta(seconds=1)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
    assert looked_at == 2 * ALLOWED
    assert client.get(address).status_code == 200


def test_a_real_link_counts_for_nothing_even_when_it_has_ended(client: Client, session: Session) -> None:
    invitation = invited(session, status="close")
    make.a_live_token(session, invitation, "jeton-fini")
    session.commit()
    for _ in range(3):
        assert client.get("/invitation/jeton-fini").status_code == 410
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_guessing_links_and_guessing_passwords_are_counted_apart(client: Client) -> None:
    guess(client, ALLOWED + 1)
    typed = {"email": "ada@exemple.fr", "password": "une phrase assez longue"}
    answer = client.post_form("/connexion", typed, page="/connexion")
    assert (answer.status_code, "Trop d’essais" in answer.text) == (422, False)


def test_a_guess_by_the_button_is_remembered_too(client: Client, session: Session) -> None:
    for _ in range(2):
        assert client.post_form("/invitation/au-hasard").status_code == 404
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 2
