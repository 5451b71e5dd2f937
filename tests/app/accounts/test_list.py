"""The page of accounts, for administrators."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models.user import Role, SignInLink, User
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text
from tests.support.queries import counted


def shown(client: Client, address: str = "/comptes") -> str:
    client.get(address)
    assert client.page is not None
    return text_of(client.page)


def test_an_administrator_invites_and_the_person_enters_by_the_letter(
    client: Client, connection: Connection, session: Session, outbox: Path
) -> None:
    client.sign_in(Role.ADMIN)
    typed = {"name": "Inès Morel", "email": "Ines.Morel@Exemple.fr", "role": "evaluateur"}
    assert client.post_form("/comptes", typed, page="/comptes/nouveau").status_code == 303
    assert "Le compte de Inès Morel est ouvert" in shown(client)
    run_jobs(connection)
    (letter,) = letters(outbox)
    assert letter["To"] == "ines.morel@exemple.fr"
    assert "«\u00a0Évaluation\u00a0»" in plain_text(letter)
    link = session.scalars(select(SignInLink)).one()
    assert link.invites
    assert timedelta(hours=71) < link.expires_at - clock.now() <= timedelta(hours=72)
    address = next(word for word in plain_text(letter).split() if "/connexion/lien/" in word)
    client.sign_out()
    path = address.partition("8000")[2] or "/" + address.split("/", 3)[3]
    assert client.post_form(path, page=path).status_code == 303
    session.expire_all()
    person = session.scalars(select(User).where(User.email == "ines.morel@exemple.fr")).one()
    assert person.last_signed_in_at is not None


def test_an_address_already_known_is_refused_on_its_field(client: Client, session: Session) -> None:
    a_user(session, email="lia@exemple.fr")
    client.sign_in(Role.ADMIN)
    typed = {"name": "Lia", "email": "LIA@exemple.fr", "role": "lecteur"}
    answer = client.post_form("/comptes", typed, page="/comptes/nouveau")
    assert answer.status_code == 422
    assert "Un compte existe déjà pour cette adresse." in answer.text
    assert 'value="LIA@exemple.fr"' in answer.text


@pytest.mark.parametrize("email", ["lia", "lia@exemple", "li a@exemple.fr", "@exemple.fr", ""])
def test_what_is_not_an_address_is_refused(client: Client, email: str) -> None:
    client.sign_in(Role.ADMIN)
    typed = {"name": "Lia", "email": email, "role": "lecteur"}
    assert client.post_form("/comptes", typed, page="/comptes/nouveau").status_code == 422


def test_people_are_found_by_name_address_role_and_state(client: Client, session: Session) -> None:
    me = client.sign_in(Role.ADMIN, a_user(session, "admin", name="Zoé Admin"))
    a_user(session, "lecteur", name="Élodie Blanc", email="eb@exemple.fr", last_signed_in_at=clock.now())
    a_user(session, "evaluateur", name="Max Noir", active=False)
    a_user(session, "lecteur", name="Ida Vert")
    for query, names in {
        "q=elodie": ["Élodie Blanc"],
        "q=EB@": ["Élodie Blanc"],
        "role=evaluateur": ["Max Noir"],
        "etat=invite": ["Ida Vert"],
        "etat=actif": ["Élodie Blanc", me.name],
        "etat=ferme": ["Max Noir"],
        "facteur=oui": [],
        "facteur=non&role=lecteur": ["Élodie Blanc", "Ida Vert"],
    }.items():
        found = shown(client, f"/comptes?{query}")
        people = ["Élodie Blanc", "Max Noir", "Ida Vert", me.name]
        assert [name for name in people if name in found.partition("Dernière connexion")[2]] == sorted(
            names, key=people.index
        ), query


def test_pages_follow_one_another(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    for number in range(60):
        a_user(session, name=f"Personne {number:03d}")
    first = client.get("/comptes")
    assert "50 sur 61" in first.text
    following = next(link.get("href", "") for link in client.page.iter("a") if link.get("rel") == "next")  # type: ignore[union-attr]
    assert "11 sur 61" in client.get(following).text


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
