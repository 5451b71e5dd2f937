"""The page of one person: searched, copied, forgotten."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Role
from app.privacy.person.searching import held
from app.web.rights import Right
from tests.app.privacy.conftest import ADDRESS, NAME, ZOE, Known
from tests.factories import a_partner, a_project
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of
from tests.support.queries import counted

HERE = "/donnees-personnelles/personne"
TYPED = {"names": NAME.upper(), "addresses": ADDRESS}
CONFIRMED = {"reason": "demande", "typed": "effacer"}


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def test_the_page_shows_everything_before_anything_is_changed(client: Client, session: Session, known: Known) -> None:
    client.sign_in(user=known.admin)
    assert client.post_form(HERE, TYPED, page=HERE).status_code == 200
    for words in ("Contact d’un partenaire", "Commentaire d’une réponse", "Lettre à un partenaire", "Fichiers émis"):
        assert words in shown(client)
    assert not held(session, ZOE).is_empty


def test_a_copy_holds_all_that_is_known_to_read_and_for_a_program(client: Client, known: Known) -> None:
    client.sign_in(user=known.admin)
    answer = client.post_form(f"{HERE}/copie", TYPED)
    with ZipFile(BytesIO(answer.content)) as file:
        told, page = json.loads(file.read("donnees.json")), file.read("a-lire.html").decode()
    assert {"Compte du Fonds", "Répondant d’une campagne"} <= {one["quoi"] for one in told["fiches"]}
    assert [(one["question_code"], one["level"]) for one in told["reponses"]] == [("C1.1", 3)]
    assert told["fichiers"]["recus"] == [f"suivi {NAME}.xlsx"]
    assert "src=" not in page
    assert "http" not in page
    assert NAME in page


def test_a_person_is_forgotten_once_the_word_is_typed(client: Client, session: Session, known: Known) -> None:
    client.sign_in(user=known.admin)
    client.post_form(HERE, TYPED, page=HERE)
    target = f"{HERE}/effacement"
    refused = client.post_form(target, TYPED | CONFIRMED | {"typed": "oui"})
    assert refused.status_code == 422
    assert "pour confirmer" in shown(client)
    assert not held(session, ZOE).is_empty
    done = client.post_form(target, TYPED | CONFIRMED | {"withdrawn": [str(known.issued)]})
    assert (done.status_code, done.headers["Location"]) == (303, "/donnees-personnelles/effacements")
    session.expire_all()
    assert held(session, ZOE).is_empty
    client.get("/donnees-personnelles/effacements")
    assert "À sa demande" in shown(client)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"names": "", "addresses": ""}, "Écrivez un nom ou une adresse électronique."),
        ({"addresses": "zoe"}, "Écrivez une adresse complète par ligne"),
        ({"names": "a b c d e f g"}, "Écrivez un nom par ligne"),
    ],
)
def test_what_names_nobody_says_so(client: Client, typed: dict[str, str], sentence: str) -> None:
    client.sign_in(Role.ADMIN)
    assert client.post_form(HERE, typed, page=HERE).status_code == 422
    assert sentence in shown(client)


def test_one_word_and_ones_own_account_are_refused_where_they_were_typed(client: Client, known: Known) -> None:
    client.sign_in(user=known.admin)
    for typed, sentence in (({"names": "Reste"}, "trop de monde"), ({"names": "Ada Reste"}, "votre propre compte")):
        assert client.post_form(f"{HERE}/effacement", typed | CONFIRMED).status_code == 422
        assert sentence in shown(client)


def test_the_number_of_questions_asked_does_not_grow_with_the_records(
    client: Client, session: Session, connection: Connection, known: Known
) -> None:
    client.sign_in(user=known.admin)
    client.post_form(HERE, {"names": "Jo Reste"})
    lengths = []
    for _ in range(2):
        with counted(connection) as statements:
            client.post_form(HERE, {"names": "Jo Reste"})
        lengths.append(len(statements))
        session.commit()
        a_second_time(session)
    assert lengths[0] == lengths[1]


def a_second_time(session: Session) -> None:
    for _ in range(5):
        a_partner(session, a_project(session), contact_name="Jo Reste")


def test_only_an_administrator_may(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.ADMIN, monkeypatch))
    assert client.get(HERE).status_code == 403
    assert client.get("/donnees-personnelles/effacements").status_code == 403
    for address in (HERE, f"{HERE}/copie", f"{HERE}/effacement"):
        assert client.post_form(address, TYPED | CONFIRMED).status_code == 403
