"""« C’est bien vous ? », before what protects an account changes."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.accounts.passwords import hash_password, password_matches
from app.accounts.service import create_sign_in_link
from app.models.user import User
from tests.app.accounts.factor import add_factor
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import text_of

PASSWORD = "un bouleau près du canal"
NEW = "trois pommes sur la table"
CONFIRM = "/mon-compte/confirmation"
FACTOR = "/mon-compte/second-facteur"


@pytest.fixture
def ada(client: Client, session: Session) -> User:
    user = a_user(session, "lecteur", email="ada@exemple.fr", password_hash=hash_password(PASSWORD))
    return client.sign_in(user=user)


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    moment = clock.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: moment)


def confirm(client: Client, **typed: str) -> int:
    return client.post_form(CONFIRM, typed, page=f"{CONFIRM}?suite={FACTOR}").status_code


def test_minutes_after_signing_in_nothing_is_asked(client: Client, ada: User) -> None:
    assert client.get(FACTOR).status_code == 200


@pytest.mark.parametrize("address", [FACTOR, "/mon-compte/identite"])
def test_later_the_page_is_reached_through_the_password(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    later(monkeypatch, 11)
    assert client.get(address).headers["Location"].startswith(f"{CONFIRM}?suite=")


@pytest.mark.parametrize("action", [FACTOR, f"{FACTOR}/codes", f"{FACTOR}/retrait", "/mon-compte/identite/retrait"])
def test_a_form_sent_without_its_page_does_nothing_either(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    later(monkeypatch, 11)
    assert client.post_form(action, {"code": "1", "offer": "x"}).headers["Location"].startswith(CONFIRM)


def test_the_right_password_leads_back_and_holds_ten_minutes(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 11)
    assert confirm(client, password="pas le bon du tout") == 422
    assert client.get(FACTOR).status_code == 303
    assert confirm(client, password=PASSWORD) == 303
    assert client.get(FACTOR).status_code == 200
    later(monkeypatch, 11)
    assert client.get(FACTOR).status_code == 303


def test_with_a_second_factor_both_are_asked_for(
    client: Client, ada: User, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    telephone = add_factor(session, ada)
    client.sign_in(user=ada)
    later(monkeypatch, 11)
    assert confirm(client, password=PASSWORD, code=telephone.wrong()) == 422
    assert confirm(client, password="pas le bon du tout", code=telephone.next()) == 422
    assert confirm(client, password=PASSWORD, code=telephone.next()) == 303
    assert client.get(FACTOR).status_code == 200


def test_guesses_here_are_counted_as_at_the_door(client: Client, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 11)
    for _ in range(5):
        confirm(client, password="pas le bon du tout")
    assert confirm(client, password=PASSWORD) == 422
    assert client.page is not None
    assert "Trop d’essais" in text_of(client.page)


def test_without_password_nor_telephone_a_link_is_proposed(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in("lecteur")
    later(monkeypatch, 11)
    client.get(CONFIRM)
    assert client.page is not None
    assert "Recevez un lien" in text_of(client.page)
    assert client.post_form(CONFIRM).status_code == 422
    assert client.post_form("/connexion/lien", page=CONFIRM).status_code == 200


def test_a_forgotten_password_is_replaced_after_a_link_and_not_after_a_while(
    client: Client, ada: User, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/connexion/lien/{create_sign_in_link(session, user=ada, now=clock.now())}"
    session.commit()
    client.sign_out()
    client.post_form(address, page=address)
    typed = {"new_password": NEW, "new_password_again": NEW}
    client.get("/mon-compte")
    assert client.page is not None
    assert "Mot de passe actuel" not in text_of(client.page)
    assert client.post_form("/mon-compte/mot-de-passe", typed, page="/mon-compte").status_code == 303
    session.refresh(ada)
    assert password_matches(NEW, ada.password_hash)
    later(monkeypatch, 11)
    assert client.post_form("/mon-compte/mot-de-passe", typed, page="/mon-compte").status_code == 422
