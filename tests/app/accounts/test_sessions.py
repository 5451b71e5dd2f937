"""A session ends when it must, whatever the cookie says."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts import service
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
    service.deactivate(session, account=user, user=a_user(session, "admin"))
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
