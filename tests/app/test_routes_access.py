"""Every address and the right it asks for; a new one fails here until it is listed in `routes.txt`."""

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.models.user import Role, UserSession
from app.web.auth import ROLE_RIGHTS, Right, rights_of_routes
from app.web.programs import ROOT
from app.web.rights import BY_LINK
from tests.support.api import bearer, refused
from tests.support.client import Client, with_all_rights_but
from tests.support.routes import behind_a_door, lines_of, listed, of_partners, protected


def test_every_address_is_listed_with_its_right(app: FastAPI) -> None:
    assert lines_of(app) == listed(), "update tests/app/routes.txt (python -m tests.support.routes)"


def test_no_route_is_declared_without_a_right(app: FastAPI) -> None:
    assert [line for line in lines_of(app) if line.endswith("sans droit")] == []


@pytest.mark.parametrize("right", [right for right in Right if right is not Right.PUBLIC and right not in BY_LINK])
def test_having_every_right_but_the_needed_one_is_refused(
    app: FastAPI, client: Client, right: Right, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(with_all_rights_but(right, monkeypatch))
    headers = {"X-CSRF-Token": client_token(client)} | bearer(client.database, user=client.user)
    for method, address, needed in protected(app):
        if needed is right:
            answer = client.request(method, address, headers=headers)
            assert answer.status_code == 403, f"{method} {address}"


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_nobody_of_the_fund_enters_where_a_link_lets_in(
    app: FastAPI, client: Client, role: Role | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None: a role that has every right there is, that of answering included."""
    client.sign_in(role or with_all_rights_but(Right.PUBLIC, monkeypatch))
    assert role is None or not BY_LINK & ROLE_RIGHTS[role]
    headers = {"X-CSRF-Token": client_token(client)}
    for method, address in of_partners(app) + behind_a_door(app):
        assert client.request(method, address, headers=headers).status_code == 401, f"{method} {address}"


def test_every_page_of_a_grid_or_of_a_door_names_it_in_its_address(app: FastAPI) -> None:
    for (method, path), right in rights_of_routes(app.routes).items():
        for named, own in (("/ma-grille/{respondent_id}", Right.RESPOND), ("/acces/{door_id}", Right.ENTER)):
            assert path.startswith(named) is (right is own), f"{method} {path}"


def test_a_stranger_is_sent_to_sign_in_and_a_program_is_refused(app: FastAPI, client: Client) -> None:
    for _, address, _ in protected(app, ["GET"]):
        answer = client.get(address)
        if address.startswith(ROOT):
            assert refused(answer) == (401, "unauthenticated"), address
        else:
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/connexion"), address


def test_what_a_stranger_posts_is_not_done_and_is_kept_through_signing_in(app: FastAPI, client: Client) -> None:
    for method, address, _ in protected(app, ["POST", "PUT", "DELETE"]):
        if address.startswith(ROOT):  # tests/app/api/test_rights.py
            continue
        answer = client.request(method, address, data={"title": "Un jardin"} if method == "POST" else None)
        assert answer.status_code == 401, address
        assert method != "POST" or "Un jardin" in answer.text


def client_token(client: Client) -> str:
    """Read where it is stored: no page is sure to be allowed to this person."""
    assert client.user is not None
    return client.database.scalars(select(UserSession.csrf_token).where(UserSession.user_id == client.user.id)).one()
