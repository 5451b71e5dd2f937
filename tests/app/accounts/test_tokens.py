"""My tokens: made with as little as they need, shown once, revoked."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.scopes import READ_SCOPES
from app.models import ApiToken, Role, User
from app.tokens import token_hash
from tests.support.client import Client
from tests.support.html import text_of

NEW = "/mon-compte/jetons/nouveau"


def created(client: Client, **typed: str | list[str]) -> str:
    """The token shown on the page that follows."""
    answer = client.post_form(NEW, {"name": "Tableau de bord"} | typed, page=NEW)
    assert answer.status_code == 200, text_of(client.page) if client.page is not None else ""
    (token,) = re.findall(r"odd17_[\w-]{43}", answer.text)
    return str(token)


def test_a_new_token_reads_and_does_not_write_unless_ticked(client: Client, session: Session) -> None:
    user = client.sign_in(Role.GESTIONNAIRE)
    token = created(client)
    kept = session.scalars(select(ApiToken)).one()
    assert (kept.token_sha256, kept.user_id, kept.name) == (token_hash(token), user.id, "Tableau de bord")
    assert kept.scopes == [scope.value for scope in READ_SCOPES]
    assert kept.expires_on == clock.today() + timedelta(days=90)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/projects", headers=headers).status_code == 200
    assert client.post("/api/v1/projects", json={"title": "Un verger"}, headers=headers).status_code == 403


def test_what_is_ticked_is_what_it_may_do(client: Client, session: Session) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    token = created(client, scopes=["projects:write"])
    headers = {"Authorization": f"Bearer {token}"}
    assert client.post("/api/v1/projects", json={"title": "Un verger"}, headers=headers).status_code == 201
    assert client.get("/api/v1/projects", headers=headers).status_code == 403
    assert "Écrire\u00a0: projets" in my_account(client)


def test_the_token_is_shown_once(client: Client, session: Session) -> None:
    client.sign_in()
    answer = client.get(NEW)
    key = re.findall(r'name="idempotency_key"\s+value="([^"]+)"', answer.text)[0]
    token = created(client, idempotency_key=key)
    again = client.post_form(NEW, {"name": "Tableau de bord", "idempotency_key": key}, page=NEW)
    assert (again.status_code, again.headers["Location"]) == (303, "/mon-compte#mes-jetons")
    assert len(session.scalars(select(ApiToken)).all()) == 1
    assert token not in my_account(client)


@pytest.mark.parametrize(
    ("role", "writes"), [(Role.LECTEUR, 0), (Role.EVALUATEUR, 1), (Role.GESTIONNAIRE, 6), (Role.ADMIN, 6)]
)
def test_only_what_the_role_allows_is_proposed(client: Client, role: Role, writes: int) -> None:
    client.sign_in(role)
    proposed = re.findall(r'value="(\w+:\w+)"', client.get(NEW).text)
    assert sum(scope.endswith(":write") for scope in proposed) == writes
    assert len(proposed) == 9 + writes


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "Renseignez ce champ."),
        ({"scopes": []}, "scopes", "Choisissez au moins une chose"),
        ({"scopes": ["projects:write"]}, "scopes", "Le rôle de ce compte ne permet pas"),
        ({"scopes": ["tout"]}, "scopes", "n’existe pas"),
        ({"expires_on": ""}, "expires_on", "Renseignez ce champ."),
        ({"expires_on": "demain"}, "expires_on", "JJ/MM/AAAA"),
        ({"expires_on": "01/01/2020"}, "expires_on", "après aujourd’hui"),
        ({"expires_on": "01/01/2099"}, "expires_on", "un an au plus"),
    ],
)
def test_a_fault_is_told_where_it_is_and_nothing_typed_is_lost(
    client: Client, session: Session, typed: dict[str, str | list[str]], field: str, said: str
) -> None:
    client.sign_in(Role.LECTEUR)
    answer = client.post_form(NEW, {"name": "Tableau de bord"} | typed, page=NEW)
    assert answer.status_code == 422
    assert client.page is not None
    (error,) = [one for one in client.page.iter() if one.get("id") == f"{field}-error"]
    assert said in text_of(error)
    assert "name" in typed or 'value="Tableau de bord"' in answer.text
    assert session.scalars(select(ApiToken)).all() == []


def test_an_expired_token_and_one_that_a_role_no_longer_allows_say_so(client: Client, session: Session) -> None:
    user = client.sign_in(Role.GESTIONNAIRE)
    created(client, scopes=["projects:write"])
    session.execute(ApiToken.__table__.update().values(expires_on=clock.today() - timedelta(days=1)))
    session.execute(User.__table__.update().where(User.id == user.id).values(role="lecteur"))
    session.commit()
    told = my_account(client)
    assert "Plus rien" in told
    assert "Expiré le" in told


def test_what_tokens_do_is_said_in_a_line(client: Client, session: Session) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    created(client)
    created(client, scopes=["projects:read", "regions:read", "milestones:write", "campaigns:write"])
    told = my_account(client)
    for line in ("Tout lire", "Lire\u00a0: projets et régions", "Écrire\u00a0: jalons et campagnes"):
        assert line in told


def my_account(client: Client) -> str:
    client.get("/mon-compte")
    assert client.page is not None
    return text_of(client.page)
