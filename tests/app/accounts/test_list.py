"""The page of accounts, for administrators."""

from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models.user import Role
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text
from tests.support.queries import counted


def test_an_administrator_opens_an_account_and_the_person_receives_a_link(
    client: Client, connection: Connection, outbox: Path
) -> None:
    client.sign_in(Role.ADMIN)
    typed = {"name": "Inès Morel", "email": "Ines.Morel@Exemple.fr", "role": "evaluateur"}
    answer = client.post_form("/comptes", typed, page="/comptes")
    assert answer.status_code == 303
    client.get("/comptes")
    assert client.page is not None
    assert "ines.morel@exemple.fr" in text_of(client.page)
    assert "Le compte de Inès Morel est ouvert" in text_of(client.page)
    run_jobs(connection)
    (letter,) = letters(outbox)
    assert letter["To"] == "ines.morel@exemple.fr"
    assert "/connexion/lien/" in plain_text(letter)


def test_an_address_already_known_is_refused_on_its_field(client: Client, session: Session) -> None:
    a_user(session, email="lia@exemple.fr")
    client.sign_in(Role.ADMIN)
    typed = {"name": "Lia", "email": "LIA@exemple.fr", "role": "lecteur"}
    answer = client.post_form("/comptes", typed, page="/comptes")
    assert answer.status_code == 422
    assert "Un compte existe déjà pour cette adresse." in answer.text
    assert 'value="LIA@exemple.fr"' in answer.text


@pytest.mark.parametrize("email", ["lia", "lia@exemple", "li a@exemple.fr", "@exemple.fr", ""])
def test_what_is_not_an_address_is_refused(client: Client, email: str) -> None:
    client.sign_in(Role.ADMIN)
    typed = {"name": "Lia", "email": email, "role": "lecteur"}
    assert client.post_form("/comptes", typed, page="/comptes").status_code == 422


def test_a_role_changes_and_an_account_closes_then_opens_again(client: Client, session: Session) -> None:
    lia = a_user(session, "lecteur")
    client.sign_in(Role.ADMIN)
    client.post_form(f"/comptes/{lia.id}/role", {"role": "gestionnaire"}, page="/comptes")
    client.post_form(f"/comptes/{lia.id}/fermeture", page="/comptes")
    session.refresh(lia)
    assert (lia.role, lia.active) == ("gestionnaire", False)
    client.post_form(f"/comptes/{lia.id}/reouverture", page="/comptes")
    session.refresh(lia)
    assert lia.active


def test_there_is_always_an_administrator(client: Client) -> None:
    me = client.sign_in(Role.ADMIN)
    assert client.post_form(f"/comptes/{me.id}/role", {"role": "lecteur"}, page="/comptes").status_code == 422
    assert client.post_form(f"/comptes/{me.id}/fermeture").status_code == 422


def test_a_link_is_sent_to_an_open_account_only(
    client: Client, connection: Connection, session: Session, outbox: Path
) -> None:
    lia, max_ = a_user(session), a_user(session, active=False)
    client.sign_in(Role.ADMIN)
    assert client.post_form(f"/comptes/{lia.id}/lien", page="/comptes").status_code == 303
    assert client.post_form(f"/comptes/{max_.id}/lien").status_code == 422
    assert client.post_form("/comptes/999999/lien").status_code == 404
    run_jobs(connection)
    assert len(list(outbox.glob("*.eml"))) == 1


def test_the_list_takes_as_many_queries_for_two_people_as_for_forty(
    client: Client, session: Session, connection: Connection
) -> None:
    client.sign_in(Role.ADMIN)
    counts = []
    for _ in range(2):
        with counted(connection) as statements:
            client.get("/comptes")
        counts.append(len(statements))
        for _ in range(40):
            a_user(session)
    assert counts[0] == counts[1]
