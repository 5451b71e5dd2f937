"""A form sent twice acts once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.main import create_app
from app.models.user import Role, SubmittedForm, User
from tests.support.client import Client

TYPED = {"name": "Inès Morel", "email": "ines@exemple.fr", "role": "lecteur", "idempotency_key": "clé-1"}


@pytest.fixture
def admin(client: Client) -> Client:
    client.sign_in(Role.ADMIN)
    return client


def accounts_named(session: Session, name: str) -> int:
    return session.scalar(select(func.count()).select_from(User).where(User.name == name)) or 0


def test_the_same_form_sent_twice_adds_one_person_and_leads_to_the_same_page(admin: Client, session: Session) -> None:
    first, second = (admin.post_form("/comptes", TYPED) for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (303, "/comptes")
    assert (second.status_code, second.headers["Location"]) == (303, "/comptes")
    assert accounts_named(session, "Inès Morel") == 1


def test_the_same_key_with_other_answers_is_refused(admin: Client, session: Session) -> None:
    admin.post_form("/comptes", TYPED)
    answer = admin.post_form("/comptes", TYPED | {"name": "Une autre"})
    assert answer.status_code == 422
    assert "déjà été envoyé" in answer.text
    assert accounts_named(session, "Une autre") == 0


def test_a_refused_form_may_be_corrected_and_sent_again(admin: Client, session: Session) -> None:
    assert admin.post_form("/comptes", TYPED | {"role": "inconnu"}).status_code == 422
    assert admin.post_form("/comptes", TYPED).status_code == 303
    assert accounts_named(session, "Inès Morel") == 1


def test_the_key_of_someone_else_means_nothing(admin: Client, session: Session) -> None:
    admin.post_form("/comptes", TYPED)
    admin.sign_in(Role.ADMIN)
    answer = admin.post_form("/comptes", TYPED | {"email": "autre@exemple.fr"})
    assert answer.status_code == 303
    assert accounts_named(session, "Inès Morel") == 2


def test_no_password_is_kept_even_as_a_fingerprint(admin: Client, session: Session) -> None:
    for password in ("une phrase assez longue", "une tout autre phrase"):
        typed = {"new_password": password, "new_password_again": password, "idempotency_key": password[:6]}
        admin.post_form("/mon-compte/mot-de-passe", typed)
    assert len(set(session.scalars(select(SubmittedForm.fingerprint)))) == 1


def test_double_clicks_at_the_same_instant_add_one_person(own_engine: Engine, outbox: object) -> None:
    app: FastAPI = create_app(own_engine)
    with Session(own_engine, expire_on_commit=False) as session, Client(app, session) as client:
        client.sign_in(Role.ADMIN)
        data = TYPED | {"csrf_token": client.token()}
        with ThreadPoolExecutor(4) as clicks:
            answers = list(clicks.map(lambda _: client.post("/comptes", data=data), range(8)))
        assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, "/comptes")}
        session.rollback()
        assert accounts_named(session, "Inès Morel") == 1
