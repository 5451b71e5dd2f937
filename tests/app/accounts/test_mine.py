"""My account."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.browsers import browser_name
from app.accounts.passwords import hash_password, password_matches
from app.models.user import User, UserSession
from tests.support.client import Client
from tests.support.html import text_of

PASSWORD = "une phrase assez longue"
NEW = "une tout autre phrase"
ADDRESS = "/mon-compte/mot-de-passe"


@pytest.fixture
def ada(client: Client, session: Session) -> User:
    user = client.sign_in("lecteur")
    user.password_hash = hash_password(PASSWORD)
    session.commit()
    return user


def change(client: Client, current: str, new: str, again: str) -> str:
    typed = {"current_password": current, "new_password": new, "new_password_again": again}
    client.post_form(ADDRESS, typed, page="/mon-compte")
    return text_of(client.page) if client.page is not None else ""


def test_i_change_my_name(client: Client, ada: User, session: Session) -> None:
    assert client.post_form("/mon-compte/nom", {"name": "Ada Diallo"}, page="/mon-compte").status_code == 303
    session.refresh(ada)
    assert ada.name == "Ada Diallo"
    assert client.post_form("/mon-compte/nom", {"name": ""}, page="/mon-compte").status_code == 422


def test_a_new_password_ends_my_other_sessions_and_not_this_one(client: Client, ada: User, session: Session) -> None:
    elsewhere = client.cookies["odd17"]
    client.sign_in(user=ada)
    change(client, PASSWORD, NEW, NEW)
    session.refresh(ada)
    assert password_matches(NEW, ada.password_hash)
    assert client.get("/mon-compte").status_code == 200
    client.cookies.set("odd17", elsewhere)
    assert client.get("/mon-compte").status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        ("pas la bonne phrase", NEW, NEW, "Ce n’est pas votre mot de passe actuel."),
        (PASSWORD, "trop court", "trop court", "au moins 15 caractères"),
        (PASSWORD, NEW, NEW + "s", "ne sont pas identiques"),
        (PASSWORD, "", "", "Renseignez ce champ."),
    ],
)
def test_a_password_is_refused_with_its_reason(
    client: Client, ada: User, session: Session, current: str, new: str, again: str, said: str
) -> None:
    assert said in change(client, current, new, again)
    session.refresh(ada)
    assert password_matches(PASSWORD, ada.password_hash)


def test_a_person_who_came_by_a_link_chooses_a_first_password(client: Client, session: Session) -> None:
    user = client.sign_in("lecteur")
    change(client, "", NEW, NEW)
    session.refresh(user)
    assert password_matches(NEW, user.password_hash)


def test_i_see_where_i_am_signed_in_and_close_it(client: Client, ada: User) -> None:
    elsewhere = client.cookies["odd17"]
    client.sign_in(user=ada)
    client.get("/mon-compte")
    assert client.page is not None
    actions = [form.get("action", "") for form in client.page.iter("form")]
    (address,) = [action for action in actions if re.search("/connexions/[0-9a-f]{64}/", action)]
    client.post_form(address, page="/mon-compte")
    client.cookies.set("odd17", elsewhere)
    assert client.get("/mon-compte").status_code == 303


def test_closing_all_my_other_sessions_keeps_this_one(client: Client, ada: User) -> None:
    client.sign_in(user=ada)
    client.post_form("/mon-compte/connexions/fermeture", page="/mon-compte")
    client.get("/mon-compte")
    assert client.page is not None
    assert text_of(client.page).count("Celle-ci") == 1
    assert "Fermer toutes mes autres connexions" not in text_of(client.page)


def test_nobody_closes_the_session_of_someone_else(client: Client, ada: User, session: Session) -> None:
    reference = session.scalars(select(UserSession.token_sha256)).one().hex()
    mine = client.cookies["odd17"]
    client.sign_in("admin")
    client.post_form(f"/mon-compte/connexions/{reference}/fermeture")
    client.cookies.set("odd17", mine)
    assert client.get("/mon-compte").status_code == 200


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox sur Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0", "Edge sur Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari sur iPhone"),
        (None, "Navigateur inconnu"),
    ],
)
def test_browsers_are_named_as_people_know_them(agent: str | None, name: str) -> None:
    assert browser_name(agent) == name
