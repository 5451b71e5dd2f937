"""The one-time link received by mail."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from app import clock
from app.accounts.service import LINKS_ALLOWED, create_sign_in_link
from app.models.user import SignInLink, User
from app.settings import settings
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text
from tests.support.smtp import mail_server


@pytest.fixture
def ada(session: Session) -> User:
    user = a_user(session, email="ada@exemple.fr", name="Ada <Diallo>")
    session.commit()
    return user


@pytest.fixture
def address(session: Session, ada: User) -> str:
    token = create_sign_in_link(session, user=ada, now=clock.now())
    session.commit()
    return f"/connexion/lien/{token}"


def asked(client: Client, connection: Connection, email: str = "ada@exemple.fr") -> None:
    client.post_form("/connexion/lien", {"email": email}, page="/connexion/lien")
    run_jobs(connection)


def test_a_link_asked_for_arrives_and_opens_a_session(
    client: Client, connection: Connection, ada: User, outbox: Path
) -> None:
    asked(client, connection)
    letter = plain_text(*letters(outbox))
    assert "Bonjour Ada <Diallo>" in letter
    line = next(line for line in letter.splitlines() if "/connexion/lien/" in line)
    address = line.strip()[line.index("/connexion") :]
    assert client.post_form(address, page=address).headers["Location"] == "/"
    assert client.get("/mon-compte").status_code == 200


def test_an_unknown_address_gets_the_same_answer_and_no_letter(
    client: Client, connection: Connection, ada: User, outbox: Path
) -> None:
    texts = []
    for email in ("ada@exemple.fr", "inconnue@exemple.fr"):
        asked(client, connection, email)
        assert client.page is not None
        texts.append(text_of(client.page))
    assert texts[0] == texts[1]
    assert len(letters(outbox)) == 1


def test_nobody_can_flood_a_mailbox(client: Client, connection: Connection, ada: User, outbox: Path) -> None:
    for _ in range(LINKS_ALLOWED + 2):
        asked(client, connection)
    assert len(letters(outbox)) == LINKS_ALLOWED


def test_asking_again_before_the_letter_has_left_brings_one(
    client: Client, connection: Connection, ada: User, outbox: Path
) -> None:
    for _ in range(2):
        client.post_form("/connexion/lien", {"email": "ada@exemple.fr"}, page="/connexion/lien")
    run_jobs(connection)
    assert len(letters(outbox)) == 1


def test_the_queue_holds_no_secret_and_no_address(client: Client, connection: Connection, ada: User) -> None:
    client.post_form("/connexion/lien", {"email": "ada@exemple.fr"}, page="/connexion/lien")
    (kept,) = connection.scalars(text("SELECT args FROM procrastinate_jobs")).all()
    assert set(kept) == {"user_id", "asked_at", "limited"}
    assert connection.scalar(select(func.count()).select_from(SignInLink)) == 0


def test_the_link_is_valid_from_the_moment_it_leaves(
    client: Client, connection: Connection, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post_form("/connexion/lien", {"email": "ada@exemple.fr"}, page="/connexion/lien")
    later = clock.now() + timedelta(minutes=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    run_jobs(connection)
    assert connection.scalar(select(SignInLink.expires_at)) == later + timedelta(minutes=10)


def test_a_link_nobody_expects_any_more_does_not_leave(
    client: Client, connection: Connection, ada: User, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post_form("/connexion/lien", {"email": "ada@exemple.fr"}, page="/connexion/lien")
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    run_jobs(connection)
    assert letters(outbox) == []


def test_links_that_could_not_leave_are_tried_again_and_do_not_count(
    client: Client, connection: Connection, ada: User, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server({"MAIL": b"451 plus tard"}) as server:
        monkeypatch.setattr(settings(), "smtp_url", server.url)
        asked(client, connection)
        for _ in range(2):
            run_jobs(connection, later=True)
    assert connection.scalar(select(func.count()).select_from(SignInLink)) == 0
    monkeypatch.setattr(settings(), "smtp_url", None)
    run_jobs(connection, later=True)
    assert len(letters(outbox)) == 1


def test_a_link_serves_once(client: Client, address: str) -> None:
    assert client.post_form(address, page=address).status_code == 303
    client.sign_out()
    answer = client.post_form(address, page=address)
    assert answer.status_code == 422
    assert "a déjà servi ou a expiré" in answer.text


def test_opening_the_page_as_mail_scanners_do_uses_nothing_up(client: Client, address: str) -> None:
    for _ in range(3):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert client.post_form(address, page=address).status_code == 303


def test_a_link_expires(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert client.post_form(address, page=address).status_code == 422


def test_a_closed_account_and_an_invented_link_are_refused(
    client: Client, ada: User, address: str, session: Session
) -> None:
    ada.active = False
    session.commit()
    assert client.post_form(address, page=address).status_code == 422
    assert client.post_form("/connexion/lien/invente", page="/connexion/lien/invente").status_code == 422


def test_the_first_administrator_of_a_trial_can_ask_for_a_link(
    client: Client, connection: Connection, session: Session, outbox: Path
) -> None:
    a_user(session, "admin", email="administration@localhost")
    session.commit()
    asked(client, connection, "Administration@localhost")
    assert len(letters(outbox)) == 1
