"""Who enters by a personal door: the holder of its cookie, and nobody else."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.models import Door, DoorSession
from app.models.user import Role, SubmittedForm
from app.settings import settings
from app.web.auth import Right, Router
from tests.app.doors.conftest import Clock
from tests.support.client import HTMX, Client
from tests.support.doors import a_door, enter
from tests.support.grids import invited
from tests.support.routes import behind_a_door

ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    {"Origin": "https://ailleurs.example"},
    {"Origin": "null"},
    {},
]
GOODBYE = "/acces/au-revoir"


@pytest.fixture
def door(session: Session, done: list[str]) -> Door:
    return a_door(session)


@pytest.fixture
def page(door: Door) -> str:
    return f"/acces/{door.id}/essai"


def test_one_enters_by_one_s_own_door(client: Client, door: Door, page: str) -> None:
    enter(client, door)
    assert client.get(page).text == f"{door.id} qualification 7 True None"


def test_a_stranger_gets_a_kind_page_that_tells_nothing(client: Client, door: Door, page: str) -> None:
    answers = [client.get(address) for address in (page, page.replace(str(door.id), str(door.id + 1)))]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert "Ouvrez le lien reçu par courriel" in answers[0].text
    for unsaid in ("/connexion", "Les Amis du Lac"):
        assert unsaid not in answers[0].text


def test_the_cookie_of_one_door_opens_no_other(client: Client, session: Session, door: Door) -> None:
    other = a_door(session, 8)
    enter(client, door)
    client.cookies.set(f"odd17-acces-{other.id}", client.cookies[f"odd17-acces-{door.id}"])
    assert client.get(f"/acces/{other.id}/essai").status_code == 401


def test_one_browser_holds_two_doors(client: Client, session: Session, door: Door) -> None:
    other = a_door(session, 8)
    for one in (door, other):
        enter(client, one)
    for one in (door, other):
        assert client.get(f"/acces/{one.id}/essai").text.startswith(f"{one.id} qualification {one.subject_id} ")


def test_a_grid_and_a_door_of_the_same_number_are_two_things(client: Client, session: Session, door: Door) -> None:
    invitation = invited(session)
    client.enter(invitation)
    client.cookies.set(f"odd17-acces-{door.id}", client.cookies[f"odd17-grille-{invitation.respondent_id}"])
    assert client.get(f"/acces/{door.id}/essai").status_code == 401
    enter(client, door)
    client.cookies.set(f"odd17-grille-{invitation.respondent_id}", client.cookies[f"odd17-acces-{door.id}"])
    assert client.get(f"/ma-grille/{invitation.respondent_id}").status_code == 401


def test_the_fund_and_the_one_invited_live_side_by_side_in_one_browser(
    client: Client, door: Door, page: str, done: list[str]
) -> None:
    user = client.sign_in(Role.ADMIN)
    of_the_fund = client.token()
    enter(client, door)
    assert client.get(page).text.endswith("True None")
    assert client.post(page, data={"csrf_token": of_the_fund}).status_code == 403
    assert client.post(page, data={"csrf_token": client.csrf_token}).status_code == 303
    assert done == ["Camille Dupont"]
    assert user.name in client.get("/mon-compte").text


def test_whoever_came_by_a_link_is_nobody_on_the_pages_of_the_fund(client: Client, door: Door) -> None:
    enter(client, door)
    for address in ("/projets", "/donnees-personnelles/purge", "/espace-financeur"):
        assert client.get(address).headers["Location"].startswith("/connexion")


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_no_request_from_elsewhere_acts_behind_a_door(
    app: FastAPI, client: Client, door: Door, done: list[str], headers: dict[str, str]
) -> None:
    enter(client, door)
    del client.headers["Sec-Fetch-Site"]
    for method, address in behind_a_door(app, door.id):
        if method != "GET":
            answer = client.request(method, address, headers=headers | {"X-CSRF-Token": client.csrf_token})
            assert answer.status_code == 403, f"{method} {address}"
            assert "Votre compte" not in answer.text
    assert done == []


def test_a_post_needs_the_token_of_the_visit(client: Client, door: Door, page: str, done: list[str]) -> None:
    enter(client, door)
    for token in ("", "faux"):
        assert client.post(page, data={"csrf_token": token}).status_code == 403
    assert done == []


def test_a_form_sent_twice_acts_once(client: Client, door: Door, page: str, done: list[str], session: Session) -> None:
    enter(client, door)
    for _ in range(2):
        answer = client.post(page, data={"csrf_token": client.csrf_token, "idempotency_key": "clé"})
        assert answer.headers["Location"] == page
    assert done == ["Camille Dupont"]
    assert session.execute(select(SubmittedForm.key, SubmittedForm.user_id)).one() == (f"a{door.id}:clé", None)


def test_once_the_last_day_is_over_every_writing_page_refuses_kindly_and_shows_what_was_typed(
    app: FastAPI, client: Client, session: Session, done: list[str], on: Clock
) -> None:
    door = a_door(session, 8, expires_on=clock.today())
    on.at(clock.now().replace(hour=23, minute=30))
    enter(client, door)
    on.at(clock.now() + timedelta(hours=1))
    assert client.get(f"/acces/{door.id}/essai").text.endswith("False None")
    for method, address in behind_a_door(app, door.id):
        if method != "GET" and not address.endswith("/deconnexion"):
            sent = {"csrf_token": client.csrf_token, "comment": "Un long récit.", "level": "2"}
            answer = client.request(method, address, data=sent)
            assert answer.status_code == 422, f"{method} {address}"
            assert "attendues jusqu’au 1er décembre 2026" in answer.text
            assert "Un long récit." in answer.text
            assert f'href="/acces/{door.id}"' in answer.text
            part = client.post_part(address, sent)
            assert (part.status_code, part.headers["HX-Retarget"]) == (422, "#messages")
    assert done == []
    assert client.post(f"/acces/{door.id}/deconnexion", data={"csrf_token": client.csrf_token}).status_code == 303


def test_the_day_after_is_left_for_reading_and_no_more(
    client: Client, session: Session, done: list[str], on: Clock
) -> None:
    door = a_door(session, 8, expires_on=clock.today())
    on.at(clock.now().replace(hour=20))
    enter(client, door)
    for hours, status in ((7, 200), (7, 200), (7, 200), (6, 200), (2, 401)):
        on.at(clock.now() + timedelta(hours=hours))
        assert client.get(f"/acces/{door.id}/essai").status_code == status


def test_a_visit_left_alone_ends_and_one_that_goes_on_does_not(
    client: Client, session: Session, door: Door, page: str, on: Clock
) -> None:
    enter(client, door)
    for _ in range(2):
        on.at(clock.now() + timedelta(hours=settings().respondent_idle_hours - 1))
        assert client.get(page).status_code == 200
    on.at(clock.now() + timedelta(hours=settings().respondent_idle_hours + 1))
    assert client.get(page).status_code == 401


def test_a_visit_ends_at_last_even_when_it_goes_on(
    client: Client, session: Session, done: list[str], on: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "respondent_absolute_days", 2)
    door = a_door(session, 8)
    enter(client, door)
    for _ in range(2 * 4):
        assert client.get(f"/acces/{door.id}/essai").status_code == 200
        on.at(clock.now() + timedelta(hours=6))
    assert client.get(f"/acces/{door.id}/essai").status_code == 401


def test_a_door_taken_back_shuts_at_once(client: Client, session: Session, door: Door, page: str) -> None:
    enter(client, door)
    door.revoked_at = clock.now()
    session.commit()
    assert client.get(page).status_code == 401


def test_the_table_holds_no_token(client: Client, door: Door, page: str, session: Session) -> None:
    enter(client, door)
    name = f"odd17-acces-{door.id}"
    stored = session.scalars(select(DoorSession.token_sha256)).one()
    assert client.cookies[name].encode() not in stored
    client.cookies.set(name, stored.hex())
    assert client.get(page).status_code == 401


def test_over_https_the_cookie_is_locked_to_the_host(
    client: Client, door: Door, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "base_url", "https://odd17.exemple.fr")
    enter(client, door)
    assert f"__Host-odd17-acces-{door.id}" in client.cookies
    assert client.get(page).status_code == 200


def test_an_address_that_reads_as_no_number_is_no_one_s(client: Client, door: Door) -> None:
    enter(client, door)
    for written in ("abc", "-1", "0", "1" * 40, "٣", "%00"):
        assert client.get(f"/acces/{written}/essai").status_code == 401


def test_a_rule_of_the_fund_does_not_send_away_from_one_s_own_pages(
    app: FastAPI, client: Client, door: Door, page: str
) -> None:
    router = Router()

    @router.get("/acces/{door_id}/refus", right=Right.ENTER)
    def refuse() -> None:
        raise Refused("C’est déjà envoyé.", link="/projets/1", link_label="Voir le projet")

    app.include_router(router)
    enter(client, door)
    answer = client.get(page.replace("essai", "refus"))
    assert "Revenir à mes réponses" in answer.text
    assert "/projets/1" not in answer.text


def test_leaving_ends_the_visit_here_and_not_elsewhere(client: Client, door: Door, page: str) -> None:
    enter(client, door)
    elsewhere = client.cookies[f"odd17-acces-{door.id}"]
    enter(client, door)
    here = client.cookies[f"odd17-acces-{door.id}"]
    answer = client.post(page.replace("essai", "deconnexion"), data={"csrf_token": client.csrf_token})
    assert (answer.headers["Location"], answer.headers["Clear-Site-Data"]) == (GOODBYE, '"cache", "storage"')
    assert "Ce que vous avez enregistré est conservé" in client.get(GOODBYE).text
    for cookie, status in ((here, 401), (elsewhere, 200)):
        client.cookies.set(f"odd17-acces-{door.id}", cookie)
        assert client.get(page).status_code == status


def test_part_of_a_page_asked_without_a_visit_keeps_what_was_typed(client: Client, page: str) -> None:
    answer = client.post(page, data={"a": "b"}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#messages")
    assert "reste sur cette page" in answer.text


def test_what_was_being_sent_comes_back_once_the_link_is_open(
    client: Client, door: Door, page: str, done: list[str]
) -> None:
    assert client.post(page, data={"comment": "Un long récit."}).status_code == 401
    asked = {"reprise": reprise_of(client), "csrf_token": client.csrf_token}
    assert "Ouvrez le lien reçu par courriel" in client.post("/acces/reprise", data=asked).text
    enter(client, door)
    offered = client.post("/acces/reprise", data=asked)
    assert (offered.status_code, "Un long récit." in offered.text) == (200, True)
    assert client.post_form(page, {"comment": "Un long récit."}).status_code == 303
    assert done == ["Camille Dupont"]


@pytest.mark.parametrize("action", ["https://ailleurs.example/acces/1/", "/comptes", "/acces/x/", "//acces/1/"])
def test_nothing_is_sent_again_elsewhere(client: Client, action: str) -> None:
    answer = client.post_form("/acces/reprise", {"reprise": f'{{"action": "{action}", "fields": []}}'})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/invitation/nouveau-lien")


def reprise_of(client: Client) -> str:
    assert client.page is not None
    return next(str(field.get("value")) for field in client.page.iter("input") if field.get("name") == "reprise")
