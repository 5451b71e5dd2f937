"""Several programs at once, on separate connections, for real; and a database that does not answer."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.main import create_app
from app.models import Organisation, Project, Role
from tests import factories as make
from tests.app.api.writing import Writer
from tests.support.api import bearer, refused
from tests.support.client import Client


def test_of_changes_made_together_from_one_version_one_is_kept(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        number = make.an_organisation(session, name="Lin").id
        headers = bearer(session, Role.GESTIONNAIRE)
        with Client(create_app(own_engine), session) as client, ThreadPoolExecutor(6) as pool:
            writer, address = Writer(client, headers), f"/organisations/{number}"
            answers = list(pool.map(lambda n: writer.patch(address, {"name": f"Lin {n}"}, '"1"'), range(12)))
        assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 11}
        (kept,) = [answer.json()["name"] for answer in answers if answer.status_code == 200]
        assert {answer.json()["current"]["name"] for answer in answers if answer.status_code == 412} == {kept}
        session.rollback()
        assert session.scalar(select(Organisation.name)) == kept


def test_projects_created_together_each_have_their_code(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        headers = bearer(session, Role.GESTIONNAIRE)
        with Client(create_app(own_engine), session) as client, ThreadPoolExecutor(4) as pool:
            writer = Writer(client, headers)
            answers = list(pool.map(lambda n: writer.post("/projects", {"title": f"Jardin {n}"}), range(8)))
        assert {answer.status_code for answer in answers} == {201}
        session.rollback()
        assert len(session.scalars(select(Project.code)).all()) == 8


def test_a_database_that_does_not_answer_says_when_to_come_back(
    app: FastAPI, client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("perdue"))

    headers = bearer(session)
    monkeypatch.setattr("app.api.routes_projects.read_portfolio", lost)
    answer = client.get("/api/v1/projects", headers=headers)
    assert refused(answer) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "60"
    assert "SELECT" not in answer.text


def test_a_number_given_twice_at_once_is_refused_where_it_was_given(own_engine: Engine) -> None:
    """The verb looks first; when two look at the same time, the database has the last word."""
    given = {"name": "Lin", "profile": "association", "siren": "732829320"}
    with Session(own_engine) as session:
        headers = bearer(session, Role.GESTIONNAIRE)
        with Client(create_app(own_engine), session) as client, ThreadPoolExecutor(6) as pool:
            writer = Writer(client, headers)
            answers = list(pool.map(lambda _: writer.post("/organisations", given), range(6)))
        refusals = [answer for answer in answers if answer.status_code != 201]
        assert len(refusals) == 5
        assert {answer.json()["errors"][0]["pointer"] for answer in refusals} == {"/siren"}
