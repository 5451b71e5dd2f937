"""The page of accounts, for administrators."""

from email import message_from_bytes, policy
from pathlib import Path

from app.models.user import Role
from tests.support.client import Client
from tests.support.html import text_of


def test_an_administrator_opens_an_account_and_the_person_receives_a_link(client: Client, outbox: Path) -> None:
    client.sign_in(Role.ADMIN)
    typed = {"name": "Inès Morel", "email": "Ines.Morel@Exemple.fr", "role": "evaluateur"}
    answer = client.post_form("/comptes", typed, page="/comptes")
    assert answer.status_code == 303
    client.get("/comptes")
    assert client.page is not None
    assert "ines.morel@exemple.fr" in text_of(client.page)
    assert "Le compte de Inès Morel est ouvert" in text_of(client.page)
    (letter,) = outbox.glob("*.eml")
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    assert message["To"] == "ines.morel@exemple.fr"
    assert "/connexion/lien/" in message.get_body(("plain",)).get_content()
