"""Every address of the API: without a token, with one that lacks the scope, with that of someone who only reads."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import update
from sqlalchemy.orm import Session

from app import clock
from app.accounts.scopes import allowed
from app.accounts.tokens import create_token
from app.errors import Refused
from app.models import ApiToken, Role, User
from app.models.user import Scope
from app.web.auth import Right, rights_of_routes
from tests.factories import a_user, an_organisation
from tests.support.api import bearer, read, refused
from tests.support.client import Client

ROOT = "/api/v1"
Addresses = list[tuple[str, str, Scope | None]]


@pytest.fixture
def addresses(app: FastAPI, client: Client, session: Session) -> Addresses:
    """(method, address, scope) of all that asks for a token."""
    document = read(client, "/openapi.json", bearer(session))
    return [
        (
            method.upper(),
            path.format(code="ODD17-2030-001", number=1, version=1),
            Scope(one["x-scope"]) if "x-scope" in one else None,
        )
        for path, operations in document["paths"].items()
        for method, one in operations.items()
        if one["x-right"] != Right.PUBLIC
    ]


def test_the_addresses_tried_here_are_all_of_them(app: FastAPI, addresses: Addresses) -> None:
    protected = [
        (method, path)
        for (method, path), right in rights_of_routes(app.routes).items()
        if path.startswith(ROOT) and right is not Right.PUBLIC
    ]
    assert len(addresses) == len(protected) >= 24


def test_without_a_token_or_with_a_cookie_nothing_is_done(client: Client, addresses: Addresses) -> None:
    client.sign_in(Role.ADMIN)
    token = client.token()
    for method, address, _ in addresses:
        answer = client.request(method, address, headers={"X-CSRF-Token": token})
        assert refused(answer) == (401, "unauthenticated"), f"{method} {address}"


def test_a_token_that_lacks_the_scope_is_told_which(client: Client, session: Session, addresses: Addresses) -> None:
    for scope in Scope:
        others = bearer(session, Role.ADMIN, scopes=[one for one in Scope if one is not scope])
        for method, address, needed in addresses:
            answer = client.request(method, address, headers=others)
            if needed is scope:
                assert refused(answer) == (403, "insufficient-scope"), f"{method} {address}"
                assert answer.json()["scope"] == scope
                assert answer.headers["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{scope}"'
            else:
                assert answer.status_code not in (401, 403), f"{method} {address}"


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.EVALUATEUR])
def test_a_token_never_does_more_than_its_person_may(
    client: Client, session: Session, addresses: Addresses, role: Role
) -> None:
    """Even one made before the role of the person changed."""
    user = a_user(session, Role.ADMIN)
    headers = bearer(session, user=user)
    session.execute(update(User).where(User.id == user.id).values(role=role))
    session.commit()
    for method, address, needed in addresses:
        may = needed is None or needed in allowed(role)
        answer = client.request(method, address, headers=headers)
        assert (refused(answer) == (403, "forbidden")) is not may if answer.status_code >= 400 else may, address


def test_a_role_without_the_right_is_told_what_it_may_not_do(client: Client, session: Session) -> None:
    """A token made when its person was still of the fund: it neither writes, nor then reads, any more."""
    user = a_user(session, Role.ADMIN)
    headers = bearer(session, user=user)
    session.execute(update(User).where(User.id == user.id).values(role=Role.LECTEUR))
    session.commit()
    refusal = client.post("/api/v1/projects", headers=headers, json={})
    assert refusal.json()["detail"] == "Le rôle de ce compte ne permet pas d’écrire ici."
    session.execute(
        update(User).where(User.id == user.id).values(role=Role.FINANCEUR, funder_id=an_organisation(session).id)
    )
    session.commit()
    refusal = client.get("/api/v1/projects", headers=headers)
    assert refusal.json()["detail"] == "Le rôle de ce compte ne permet pas cette lecture."


def test_a_role_gives_no_scope_beyond_its_rights(session: Session) -> None:
    for role in Role:
        user = a_user(session, role)
        for scope in set(Scope) - set(allowed(role)):
            with pytest.raises(Refused, match="rôle"):
                create_token(session, user=user, name="Essai", now=clock.now(), scopes=[scope])
    assert [scope for scope in Scope if scope not in allowed(Role.LECTEUR)] == [one for one in Scope if one.writes]
    assert Scope.CAMPAIGNS_WRITE in allowed(Role.EVALUATEUR)


def test_a_token_is_no_use_after_its_last_day(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers, today = bearer(session), clock.today()
    last = session.query(ApiToken).one().expires_on
    assert last == today + timedelta(days=90)
    for day, status in ((last, 200), (last + timedelta(days=1), 401)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        assert client.get(f"{ROOT}/projects", headers=headers).status_code == status


def test_a_token_of_the_first_days_has_no_last_day(client: Client, session: Session) -> None:
    headers = bearer(session)
    session.execute(update(ApiToken).values(expires_on=None))
    session.commit()
    read(client, "/projects", headers)
