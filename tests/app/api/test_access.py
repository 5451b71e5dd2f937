"""Who may read by program, and how a refusal is told."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import clock
from app.accounts import people
from app.accounts.tokens import tokens_of
from app.models import ApiToken, Role, User, UserSession
from tests.factories import a_user
from tests.support.api import bearer, read, refused
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted

HERE = "/api/v1/projects"


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer faux", "Bearer \u00e9", "Basic YTpi", "odd17_faux"])
def test_without_a_valid_token_nothing_is_read(client: Client, given: str) -> None:
    answer = client.get(HERE, headers={"Authorization": given.encode()})
    assert refused(answer) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_being_signed_in_opens_no_address_of_the_api(client: Client) -> None:
    client.sign_in(Role.ADMIN)
    for address in (HERE, "/api/v1/openapi.json", "/api/v1/export/portfolio.xlsx"):
        assert refused(client.get(address)) == (401, "unauthenticated")


def test_the_token_of_a_session_is_not_a_token_of_the_api(client: Client) -> None:
    client.sign_in(Role.ADMIN)
    headers = {"Authorization": f"Bearer {client.cookies['odd17']}"}
    assert refused(client.get(HERE, headers=headers)) == (401, "unauthenticated")


def test_a_token_opens_no_page_of_the_site(client: Client, session: Session) -> None:
    answer = client.get("/projets", headers=bearer(session, Role.ADMIN))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/connexion")


def test_only_the_hash_of_a_token_is_kept(session: Session) -> None:
    token = bearer(session)["Authorization"].removeprefix("Bearer ")
    (kept,) = session.scalars(select(ApiToken))
    assert token.startswith("odd17_")
    assert token.encode() not in kept.token_sha256
    assert len(kept.token_sha256) == 32


def test_a_token_revoked_in_my_account_reads_no_more(client: Client, session: Session) -> None:
    user = client.sign_in(Role.LECTEUR)
    headers = bearer(session, user=user)
    read(client, "/projects", headers)
    assert "Essai" in my_account(client)
    (token,) = tokens_of(session, user.id)
    address = f"/mon-compte/jetons/{token.token_sha256.hex()}/revocation"
    assert client.post_form(address, page="/mon-compte").status_code == 303
    assert refused(client.get(HERE, headers=headers)) == (401, "unauthenticated")
    assert "Essai" not in my_account(client).replace("Ce jeton est révoqué", "")


def test_nobody_revokes_the_token_of_someone_else(client: Client, session: Session) -> None:
    headers = bearer(session)
    (token,) = session.scalars(select(ApiToken))
    client.sign_in(Role.ADMIN)
    client.post_form(f"/mon-compte/jetons/{token.token_sha256.hex()}/revocation")
    assert "Rien n’a été révoqué" in my_account(client)
    client.sign_out()
    read(client, "/projects", headers)


def test_a_closed_account_loses_its_tokens_for_good(client: Client, session: Session) -> None:
    user, admin = a_user(session, Role.LECTEUR), a_user(session, Role.ADMIN)
    headers = bearer(session, user=user)
    people.close_account(session, account=user, user=admin, now=clock.now())
    session.commit()
    assert refused(client.get(HERE, headers=headers)) == (401, "unauthenticated")
    people.reopen_account(session, account=user, now=clock.now())
    session.commit()
    assert refused(client.get(HERE, headers=headers)) == (401, "unauthenticated")


def test_an_account_that_is_not_active_reads_nothing_whatever_its_token(client: Client, session: Session) -> None:
    user = a_user(session, Role.LECTEUR)
    headers = bearer(session, user=user)
    session.execute(update(User).where(User.id == user.id).values(active=False))
    session.commit()
    assert refused(client.get(HERE, headers=headers)) == (401, "unauthenticated")


def test_the_last_use_is_noted_at_most_once_a_minute(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers, start, noted = bearer(session), clock.now(), []
    for seconds in (0, 59, 61):
        monkeypatch.setattr(clock, "now", lambda later=seconds: start + timedelta(seconds=later))
        read(client, "/projects", headers)
        noted.append(session.scalar(select(ApiToken.last_used_at).execution_options(populate_existing=True)))
    assert noted == [start, start, start + timedelta(seconds=61)]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_what_an_address_does_not_do_is_refused_and_what_it_does_is_said(
    client: Client, session: Session, method: str
) -> None:
    answer = client.request(method, HERE, headers=bearer(session, Role.ADMIN))
    assert refused(answer) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, POST"


def test_what_does_not_exist_is_said_in_json(client: Client, session: Session) -> None:
    headers = bearer(session)
    for address in ("/api/v1/rien", "/api/v1/projects/ODD17-2030-999", "/api/v1/projects/%00/results"):
        assert refused(client.get(address, headers=headers)) == (404, "not-found")


def test_a_breakdown_is_said_in_json_without_its_cause(
    app: FastAPI, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("app.api.routes_projects.read_portfolio", broken)
    with Client(app, session, raise_server_exceptions=False) as client:
        answer = client.get(HERE, headers=bearer(session))
    assert refused(answer) == (500, "internal")
    assert "secret" not in answer.text


def test_a_reading_opens_no_session_and_sets_no_cookie(client: Client, session: Session) -> None:
    answer = client.get(HERE, headers=bearer(session))
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert session.scalar(select(func.count()).select_from(UserSession)) == 0


def test_knowing_who_asks_takes_one_query(client: Client, session: Session) -> None:
    headers = bearer(session)
    read(client, "/projects", headers)
    with counted(session.connection()) as statements:
        client.get("/api/v1/openapi.json", headers=headers)
    assert [sent.split()[0] for sent in statements] == ["SET", "SELECT"]


def my_account(client: Client) -> str:
    client.get("/mon-compte")
    assert client.page is not None
    return text_of(client.page)
