"""Nothing typed is lost when a partner's visit ends while a page is being filled in, without script."""

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.models import Invitation
from tests.support.client import Client
from tests.support.grids import add_trial_pages, invited
from tests.support.html import find_form, form_values

TYPED = {"comment": "Le jardin « vit » & grandit", "csrf_token": "celui d’avant", "idempotency_key": "clé"}
RESUME = "/invitation/reprise"


@pytest.fixture
def invitation(session: Session) -> Invitation:
    return invited(session)


@pytest.fixture
def page(invitation: Invitation) -> str:
    return f"/ma-grille/{invitation.respondent_id}/essai"


def values(client: Client, action: str) -> dict[str, list[str]]:
    assert client.page is not None
    return form_values(find_form(client.page, action))


def test_what_was_typed_waits_for_the_link_opened_in_another_tab(
    app: FastAPI, client: Client, invitation: Invitation, page: str
) -> None:
    done = add_trial_pages(app)
    assert client.post(page, data=TYPED).status_code == 401
    waiting = values(client, RESUME)
    client.enter(invitation)
    assert client.post(RESUME, data=waiting).status_code == 200
    kept = values(client, page)
    assert (kept["comment"], kept["csrf_token"]) == (["Le jardin « vit » & grandit"], [client.csrf_token])
    assert (client.post(page, data=kept).status_code, done) == (303, ["Camille Dupont"])


def test_it_waits_as_long_as_the_link_is_not_open(app: FastAPI, client: Client, page: str) -> None:
    add_trial_pages(app)
    client.post(page, data=TYPED)
    waiting = values(client, RESUME)
    for _ in range(2):
        assert client.post(RESUME, data=waiting).status_code == 401
        assert values(client, RESUME)["reprise"] == waiting["reprise"]


def test_a_page_without_anything_typed_has_nothing_to_resume(app: FastAPI, client: Client, page: str) -> None:
    add_trial_pages(app)
    for data in ({}, {"csrf_token": "x", "idempotency_key": "y"}):
        assert RESUME not in client.post(page, data=data).text


@pytest.mark.parametrize(
    "action", ["https://ailleurs.example/ma-grille/1/", "/comptes", "/ma-grille/x/", "//ma-grille/1/"]
)
def test_nothing_is_resumed_elsewhere_than_in_a_grid(client: Client, action: str) -> None:
    kept = f'{{"action": "{action}", "fields": [["name", "x"]]}}'
    answer = client.post_form(RESUME, {"reprise": kept})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/invitation/nouveau-lien")


def test_nothing_is_resumed_in_the_grid_of_someone_else(
    app: FastAPI, client: Client, session: Session, invitation: Invitation, page: str
) -> None:
    add_trial_pages(app)
    client.enter(invited(session))
    client.post(page, data=TYPED)
    assert client.post(RESUME, data=values(client, RESUME)).status_code == 401
