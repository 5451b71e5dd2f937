"""A session ends when it must, whatever the cookie says."""

from datetime import timedelta

import httpx2
import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.passwords import hash_password
from app.accounts.people import change_account, close_account
from app.models.user import Role, UserSession
from app.settings import settings
from tests.factories import a_user
from tests.support.client import Client


def later(monkeypatch: pytest.MonkeyPatch, **step: float) -> None:
    moment = clock.now() + timedelta(**step)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_an_unused_session_ends_and_a_used_one_goes_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in()
    later(monkeypatch, minutes=settings().session_idle_minutes - 1)
    assert client.get("/mon-compte").status_code == 200
    later(monkeypatch, minutes=settings().session_idle_minutes - 1)
    assert client.get("/mon-compte").status_code == 200
    later(monkeypatch, minutes=settings().session_idle_minutes + 1)
    assert client.get("/mon-compte").status_code == 303


def test_a_session_ends_at_last_even_when_used(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in()
    for _ in range(settings().session_absolute_hours):
        assert client.get("/mon-compte").status_code == 200
        later(monkeypatch, hours=1)
    assert client.get("/mon-compte").status_code == 303


def test_closing_an_account_ends_its_sessions_at_once(client: Client, session: Session) -> None:
    user = client.sign_in()
    close_account(session, account=user, user=a_user(session, "admin"), now=clock.now())
    session.commit()
    assert client.get("/mon-compte").status_code == 303


def test_a_role_taken_away_counts_from_the_next_page(client: Client, session: Session) -> None:
    user = client.sign_in(Role.ADMIN)
    assert client.get("/comptes").status_code == 200
    user.role = Role.LECTEUR.value
    session.commit()
    assert client.get("/comptes").status_code == 403


def test_the_table_holds_no_token(client: Client, session: Session) -> None:
    client.sign_in()
    stored = session.scalars(select(UserSession.token_sha256)).one()
    assert client.cookies["odd17"].encode() not in stored
    client.cookies.set("odd17", stored.hex())
    assert client.get("/mon-compte").status_code == 303


def test_changing_a_role_ends_the_sessions_of_the_former(client: Client, session: Session) -> None:
    user = client.sign_in(Role.LECTEUR)
    change_account(
        session,
        account=user,
        version=user.version,
        name=user.name,
        email=user.email,
        role=Role.EVALUATEUR,
        user=a_user(session, "admin"),
        now=clock.now(),
    )
    session.commit()
    assert client.get("/mon-compte").status_code == 303


def test_closing_everything_closes_this_one_too(client: Client, session: Session) -> None:
    user = client.sign_in()
    elsewhere = client.cookies["odd17"]
    client.sign_in(user=user)
    answer = client.post_form("/mon-compte/connexions/fin", page="/mon-compte")
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    assert session.scalars(select(UserSession)).all() == []
    client.cookies.set("odd17", elsewhere)
    assert client.get("/mon-compte").status_code == 303


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(days=400)])
def test_a_clock_that_jumps_never_opens_a_closed_door(
    client: Client, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    client.sign_in()
    token = client.cookies["odd17"]
    with time_machine.travel(clock.now() + jump, tick=True):
        assert client.get("/mon-compte").status_code == (200 if jump < timedelta() else 303)
        client.cookies.set("odd17", token[::-1])
        assert client.get("/mon-compte").status_code == 303


def test_under_https_cookies_are_locked_to_the_host(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "base_url", "https://testserver")
    client.base_url = httpx2.URL("https://testserver")
    user = a_user(session, email="ada@exemple.fr", password_hash=hash_password("un bouleau près du canal"))
    session.commit()
    typed = {"email": user.email, "password": "un bouleau près du canal"}
    answer = client.post_form("/connexion", typed, page="/connexion")
    ours = [cookie for cookie in answer.headers.get_list("Set-Cookie") if "odd17" in cookie]
    assert len(ours) == 2
    for cookie in ours:
        assert cookie.startswith("__Host-")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
