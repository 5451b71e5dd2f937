"""Signing in with a password, and signing out."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.accounts.passwords import hash_password
from app.accounts.throttling import ALLOWED
from app.models.user import User
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import text_of

PASSWORD = "une phrase assez longue"


@pytest.fixture
def ada(session: Session) -> User:
    user = a_user(session, email="ada@exemple.fr", password_hash=hash_password(PASSWORD))
    session.commit()
    return user


def sign_in(client: Client, password: str = PASSWORD, email: str = "ada@exemple.fr", page: str = "/connexion") -> int:
    return client.post_form("/connexion", {"email": email, "password": password}, page=page).status_code


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_address_and_password_open_the_page_asked_for(client: Client, ada: User) -> None:
    sent = client.get("/mon-compte?x=1")
    typed = {"email": " ADA@exemple.fr", "password": PASSWORD}
    answer = client.post_form("/connexion", typed, page=sent.headers["Location"])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mon-compte?x=1")
    assert client.get("/mon-compte").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "x"])
def test_signing_in_never_leads_to_another_site(client: Client, ada: User, elsewhere: str) -> None:
    typed = {"email": ada.email, "password": PASSWORD, "suite": elsewhere}
    assert client.post_form("/connexion", typed, page="/connexion").headers["Location"] == "/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client, ada: User) -> None:
    answer = client.post_form("/connexion", {"email": ada.email, "password": PASSWORD}, page="/connexion")
    cookie = next(one for one in answer.headers.get_list("Set-Cookie") if one.startswith("odd17="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client: Client, ada: User) -> None:
    texts = []
    for email in ("ada@exemple.fr", "inconnue@exemple.fr"):
        assert sign_in(client, "une autre phrase longue", email) == 422
        assert client.page is not None
        texts.append(text_of(client.page))
    assert "Adresse ou mot de passe incorrect." in texts[0]
    assert texts[0] == texts[1]


def test_a_closed_account_and_one_without_password_cannot_sign_in(client: Client, session: Session, ada: User) -> None:
    ada.active = False
    a_user(session, email="lia@exemple.fr")
    session.commit()
    assert sign_in(client) == 422
    assert sign_in(client, "personne n’a ce mot de passe", "lia@exemple.fr") == 422


def test_guessing_is_stopped_even_with_the_right_password_then_allowed_again(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = clock.now()
    for _ in range(ALLOWED):
        assert sign_in(client, "une autre phrase longue") == 422
    assert sign_in(client) == 422
    assert "Trop d’essais" in text_of(client.page) if client.page is not None else False
    at(monkeypatch, start + timedelta(minutes=16))
    assert sign_in(client) == 303


def test_guessing_from_one_place_locks_nobody_out_elsewhere(client: Client, ada: User, session: Session) -> None:
    from app.accounts.service import sign_in as verb

    now = clock.now()
    for _ in range(ALLOWED):
        verb(session, email=ada.email, password="faux", ip="192.0.2.1", now=now)
    assert verb(session, email=ada.email, password=PASSWORD, ip="192.0.2.2", now=now) == ada


def test_signing_in_again_gives_a_new_token_and_ends_the_old_session(client: Client, ada: User) -> None:
    sign_in(client)
    before = client.cookies["odd17"]
    client.sign_out()
    sign_in(client)
    assert client.cookies["odd17"] != before


def test_signing_out_ends_the_session_for_good(client: Client, ada: User) -> None:
    sign_in(client)
    token = client.cookies["odd17"]
    client.get("/mon-compte")
    answer = client.post_form("/deconnexion", page="/mon-compte")
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    client.cookies.set("odd17", token)
    assert client.get("/mon-compte").status_code == 303
