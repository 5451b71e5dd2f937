"""The page behind a personal link, and its one button."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Door, DoorSession, DoorToken, SignInAttempt
from tests.app.doors.conftest import Clock
from tests.support.client import Client
from tests.support.doors import SENTENCE, WHO_SEES, Subjects, a_door, a_link
from tests.support.html import text_of


@pytest.fixture
def door(session: Session) -> Door:
    return a_door(session)


@pytest.fixture
def link(session: Session, door: Door) -> str:
    return a_link(session, door)


def rows(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_it_says_what_is_asked_and_who_will_see_it_before_anything_opens(client: Client, link: str) -> None:
    answer = client.get(link)
    assert answer.status_code == 200
    assert client.page is not None
    said = text_of(client.page)
    for words in ("Les Amis du Lac", SENTENCE, WHO_SEES, "Une vingtaine de minutes", "Commencer"):
        assert words in said
    for unsaid in ("Camille", "camille@exemple.fr"):
        assert unsaid not in answer.text


def test_a_mail_scanner_uses_nothing_up(client: Client, session: Session, door: Door, link: str) -> None:
    for ask in (client.get, client.head, client.options, client.get):
        ask(link)
    session.refresh(door)
    assert door.opened_at is None
    assert rows(session, DoorSession) == 0


def test_the_button_opens_the_form_at_a_clean_address(
    client: Client, session: Session, door: Door, link: str, done: list[str]
) -> None:
    answer = client.post_form(link, page=link)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/acces/{door.id}/essai")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(answer.headers["Location"]).text == f"{door.id} qualification 7 True None"
    session.refresh(door)
    assert door.opened_at is not None
    assert "Reprendre" in client.get(link).text


def test_the_first_page_is_that_of_its_kind(client: Client, door: Door, link: str) -> None:
    client.post_form(link, page=link)
    answer = client.get(f"/acces/{door.id}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/acces/{door.id}/essai")
    assert client.get(f"/acces/{door.id + 1}").status_code == 401


def test_a_new_visit_ends_the_one_of_the_same_browser(client: Client, session: Session, link: str) -> None:
    for _ in range(2):
        client.post_form(link, page=link)
    assert rows(session, DoorSession) == 1


def test_the_address_is_told_to_no_site_and_no_search_engine(client: Client, link: str) -> None:
    for address in (link, "/acces/lien/inconnu"):
        headers = client.get(address).headers
        assert (headers["Referrer-Policy"], headers["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")


def test_unknown_and_taken_back_are_one_same_page(client: Client, session: Session, door: Door, link: str) -> None:
    door.revoked_at = clock.now()
    session.commit()
    answers = [client.get(link), client.get("/acces/lien/inconnu"), client.post_form(link)]
    assert {answer.status_code for answer in answers} == {404}
    for answer in answers:
        assert "Ce lien n’ouvre plus rien" in answer.text
        assert "Les Amis du Lac" not in answer.text
    assert rows(session, DoorSession) == 0


def test_the_hash_of_a_token_opens_nothing(client: Client, session: Session, link: str) -> None:
    forged = session.scalars(select(DoorToken.token_sha256)).one().hex()
    assert client.get(f"/acces/lien/{forged}").status_code == 404


def test_the_last_day_counts_until_midnight_in_paris(
    client: Client, session: Session, on: Clock, subjects: Subjects
) -> None:
    door = a_door(session, expires_on=clock.today())
    link = a_link(session, door)
    end = clock.now().replace(hour=23, minute=59)
    on.at(end)
    assert client.get(link).status_code == 200
    on.at(end + timedelta(minutes=1))
    answer = client.get(link)
    assert answer.status_code == 410
    assert "attendues jusqu’au 1er décembre 2026" in answer.text
    assert client.post_form(link).status_code == 410
    assert rows(session, DoorSession) == 0


def test_once_answered_it_opens_for_reading(client: Client, link: str, subjects: Subjects, done: list[str]) -> None:
    subjects.closed.add(7)
    answer = client.get(link)
    assert "Relire" in answer.text
    assert WHO_SEES not in answer.text
    assert client.post_form(link, page=link).status_code == 303


def test_guesses_are_slowed_down_and_links_that_are_are_not(client: Client, session: Session, link: str) -> None:
    for number in range(30):
        assert client.get(f"/acces/lien/au-hasard-{number}").status_code == 404
    assert client.get("/acces/lien/encore").status_code == 429
    assert client.post_form("/acces/lien/encore").status_code == 429
    assert rows(session, SignInAttempt) == 30


def test_links_that_open_leave_no_trace_of_a_try(client: Client, session: Session, link: str) -> None:
    client.get(link)
    client.post_form(link, page=link)
    assert rows(session, SignInAttempt) == 0
