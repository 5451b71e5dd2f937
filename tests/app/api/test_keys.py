"""The same creation sent twice with its key."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from app import clock
from app.main import create_app
from app.models import ApiAnswer, Organisation, Role
from app.models.user import Scope
from tests.app.api.writing import Writer
from tests.support.api import bearer, refused
from tests.support.client import Client

LIN = {"name": "Fondation du Lin", "profile": "association"}


def how_many(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Organisation)) or 0


def test_the_second_gets_the_answer_of_the_first_and_nothing_is_done_twice(manager: Writer, session: Session) -> None:
    first = manager.post("/organisations", LIN, key="lin-1")
    assert manager.patch(first.headers["Location"], {"name": "Autre"}, first.headers["ETag"]).status_code == 200
    again = manager.post("/organisations", dict(reversed(LIN.items())), key="lin-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert {name: again.headers[name] for name in ("Location", "ETag")} == {
        name: first.headers[name] for name in ("Location", "ETag")
    }
    assert how_many(session) == 1


def test_without_a_key_two_requests_are_two(manager: Writer, session: Session) -> None:
    for _ in range(2):
        assert manager.post("/organisations", LIN).status_code == 201
    assert how_many(session) == 2


def test_the_key_of_another_content_or_address_is_refused(manager: Writer, session: Session) -> None:
    manager.post("/organisations", LIN, key="lin-1")
    assert refused(manager.post("/organisations", LIN | {"name": "Chanvre"}, key="lin-1")) == (422, "key-reused")
    assert refused(manager.post("/projects", LIN, key="lin-1")) == (422, "key-reused")
    assert how_many(session) == 1


def test_a_refused_request_does_not_use_its_key(manager: Writer, session: Session) -> None:
    assert manager.post("/organisations", LIN | {"profile": "absent"}, key="lin-1").status_code == 422
    assert manager.post("/organisations", LIN, key="lin-1").status_code == 201
    assert how_many(session) == 1


def test_the_key_of_someone_else_means_nothing(manager: Writer, client: Client, session: Session) -> None:
    manager.post("/organisations", LIN, key="lin-1")
    other = Writer(client, bearer(session, Role.GESTIONNAIRE))
    assert other.post("/organisations", LIN, key="lin-1").status_code == 201
    assert how_many(session) == 2


@pytest.mark.parametrize("key", ["", "x" * 101, "deux mots"])
def test_a_misshapen_key_is_refused(manager: Writer, session: Session, key: str) -> None:
    answer = manager.post("/organisations", LIN, key=key)
    assert refused(answer) == (422, "invalid")
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"
    assert how_many(session) == 0


def test_a_key_is_kept_two_days(manager: Writer, session: Session) -> None:
    manager.post("/organisations", LIN, key="lin-1")
    session.execute(update(ApiAnswer).values(created_at=clock.now() - timedelta(days=3)))
    session.commit()
    assert manager.post("/organisations", LIN, key="lin-1").status_code == 201
    assert how_many(session) == 2


def test_twins_sent_together_act_once(own_engine: Engine) -> None:
    """For real: separate connections, committed."""
    with Session(own_engine) as session:
        headers = bearer(session, Role.GESTIONNAIRE, scopes=[Scope.ORGANISATIONS_WRITE])
        with Client(create_app(own_engine), session) as client, ThreadPoolExecutor(6) as pool:
            writer = Writer(client, headers)
            answers = list(pool.map(lambda _: writer.post("/organisations", LIN, key="lin-1"), range(12)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert how_many(session) == 1
