"""Nothing typed is lost when the session ends while a form is being filled in."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.passwords import hash_password
from app.accounts.resume import unpacked
from app.models.user import User
from tests.factories import a_user
from tests.support.client import HTMX, Client
from tests.support.html import find_form, form_values

PASSWORD = "une phrase assez longue"


@pytest.fixture
def ada(session: Session) -> User:
    user = a_user(session, email="ada@exemple.fr", password_hash=hash_password(PASSWORD))
    session.commit()
    return user


def sent_too_late(client: Client) -> None:
    """Ada typed a new name; her session ended meanwhile."""
    typed = {"name": "Ada « Diallo » & fils", "csrf_token": "celui d’avant"}
    assert client.post("/mon-compte/nom", data=typed).status_code == 401


def values(client: Client, action: str) -> dict[str, list[str]]:
    assert client.page is not None
    return form_values(find_form(client.page, action))


def test_after_the_password_what_was_typed_comes_back_and_can_be_sent(
    client: Client, ada: User, session: Session
) -> None:
    sent_too_late(client)
    typed = values(client, "/connexion") | {"email": ["ada@exemple.fr"], "password": [PASSWORD]}
    assert client.post("/connexion", data=typed).status_code == 200
    assert client.post("/mon-compte/nom", data=values(client, "/mon-compte/nom")).status_code == 303
    session.refresh(ada)
    assert ada.name == "Ada « Diallo » & fils"


def test_what_was_typed_waits_for_a_link_opened_in_another_tab(client: Client, ada: User, session: Session) -> None:
    sent_too_late(client)
    client.post("/connexion/lien/demande", data=values(client, "/connexion/lien/demande"))
    client.post("/connexion/lien", data=values(client, "/connexion/lien") | {"email": ["ada@exemple.fr"]})
    waiting = values(client, "/connexion/reprise")
    client.sign_in(user=ada)
    assert client.post("/connexion/reprise", data=waiting).status_code == 200
    assert values(client, "/mon-compte/nom")["name"] == ["Ada « Diallo » & fils"]


def test_a_part_of_a_page_saved_too_late_shows_the_whole_sign_in_page(client: Client) -> None:
    answer = client.post("/mon-compte/nom", data={"name": "Ada"}, headers=HTMX)
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "body"
    assert "<!DOCTYPE html>" in answer.text


def test_passwords_do_not_travel_with_the_rest(client: Client) -> None:
    answer = client.post("/mon-compte/mot-de-passe", data={"new_password": "un secret très secret"})
    assert "un secret" not in answer.text


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"action": "https://ailleurs.example", "fields": []}', '{"action": "/"}']
)
def test_what_comes_back_malformed_counts_as_nothing_kept(text: str) -> None:
    assert unpacked(text) is None
