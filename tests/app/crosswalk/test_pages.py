"""The frames as a reader sees them."""

from hashlib import sha256

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.crosswalk import service
from app.crosswalk.queries import current_versions
from app.models import Role
from tests.app.crosswalk.frames import HERE, NOTE, signed
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


def shown(client: Client) -> str:
    assert client.page is not None
    return " ".join(text_of(client.page).split())


def links(client: Client) -> set[str]:
    assert client.page is not None
    return {link.get("href", "") for link in client.page.iter("a")}


def narrower(frame: service.Frame) -> service.Frame:
    return service.replace(frame, leaves_out="Bien des choses.")


def test_the_method_leads_to_the_frames(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    client.get("/methode")
    assert HERE in links(client)
    client.get(HERE)
    assert {f"{HERE}/{code}" for code in ("cad", "dimensions", "odd17", "impacts")} <= links(client)
    assert "19 sur 28" in shown(client)
    assert "pas encore signée" in shown(client)


@pytest.mark.parametrize("code", ["cad", "dimensions", "odd17", "impacts"])
def test_a_frame_says_each_item_its_questions_and_what_is_left_out(client: Client, session: Session, code: str) -> None:
    client.sign_in(Role.LECTEUR)
    assert client.get(f"{HERE}/{code}").status_code == 200
    page, frame = shown(client), current_versions(session)[code].frame
    assert "ni note d’ensemble, ni classement" in page
    for item in frame.items:
        assert all(question in page for question in item.questions)
        assert " ".join(item.leaves_out.split()) in page
    assert "Préparer une nouvelle version" not in page


def test_a_signed_version_names_who_signed_and_its_very_text(client: Client, session: Session) -> None:
    version = signed(session, narrower)
    client.sign_in(Role.LECTEUR)
    client.get(f"{HERE}/cad")
    page = shown(client)
    assert "Avis du Fonds, version 2, signé par Claire Martin, déléguée générale, le " in page
    assert NOTE in page
    assert version.sha256 in page
    file = client.get(f"{HERE}/cad/fichier")
    assert sha256(file.content).hexdigest() == version.sha256


def test_the_former_version_stays_readable_and_says_it_was_replaced(client: Client, session: Session) -> None:
    signed(session, narrower)
    client.sign_in(Role.LECTEUR)
    client.get(f"{HERE}/cad?version=1")
    assert "Version 1, remplacée depuis." in shown(client)
    assert "Bien des choses." not in shown(client)


def test_two_versions_are_compared(client: Client, session: Session) -> None:
    signed(session, narrower)
    client.sign_in(Role.LECTEUR)
    client.get(f"{HERE}/cad/comparaison")
    assert "De la version 1 à la version 2" in shown(client)
    assert "Bien des choses." in shown(client)
    client.get(f"{HERE}/cad/comparaison?de=2&a=2")
    assert "Rien ne change." in shown(client)


@pytest.mark.parametrize("path", ["csrd", "cad?version=9", "cad/comparaison?de=7", "cad/brouillon", "csrd/fichier"])
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    client.sign_in(Role.LECTEUR)
    assert client.get(f"{HERE}/{path}").status_code == 404


def test_more_versions_ask_no_more_queries(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in(Role.LECTEUR)
    found = []
    for text in ("Un.", "Deux.", "Trois."):
        signed(session, lambda frame, text=text: service.replace(frame, leaves_out=text))  # type: ignore[misc]
        session.commit()
        with counted(connection) as statements:
            client.get(f"{HERE}/cad")
        found.append(len(statements))
    assert found[-1] == found[0]
