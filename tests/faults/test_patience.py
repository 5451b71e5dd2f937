"""A page never waits without end: a lock, a long statement or a full disk is « come back later », then all is well."""

import errno
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from starlette.responses import PlainTextResponse, Response

from app import patience
from app.db import Reading, Writing, reading
from app.main import create_app
from app.models import Project
from app.patience import limit
from app.web.auth import Right, Router
from tests import factories as make
from tests.support.client import Client

WORDS = "Le service ne répond pas pour le moment."
trial = Router()


@trial.get("/essai/longue", right=Right.CONSULT)
def long_reading(session: Reading) -> Response:
    session.execute(text("SELECT pg_sleep(20)"))
    return PlainTextResponse("fini")


@trial.post("/essai/disque", right=Right.CONSULT)
def no_room(session: Writing) -> Response:
    make.a_project(session, title="À moitié")
    raise OSError(errno.ENOSPC, "No space left on device")


@trial.post("/essai/autre", right=Right.CONSULT)
def another_fault(session: Writing) -> Response:
    raise OSError(errno.EACCES, "Permission denied")


@pytest.fixture
def browser(own_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setattr(patience, "LIMITS", "SET statement_timeout = '400ms'; SET lock_timeout = '200ms'")
    engine = limit(create_engine(own_database_url, pool_pre_ping=True))
    app = create_app(engine)
    app.include_router(trial)
    with Session(engine) as session, Client(app, session, raise_server_exceptions=False) as client:
        client.sign_in("gestionnaire")
        client.token()
        yield client
    engine.dispose()


def test_a_reading_that_takes_too_long_is_given_up(browser: Client) -> None:
    answer = browser.get("/essai/longue")
    assert (answer.status_code, WORDS in answer.text) == (503, True)
    assert browser.get("/mon-compte").status_code == 200


def test_a_writing_that_waits_too_long_for_its_turn_is_given_up_and_nothing_is_kept(
    browser: Client, own_engine: Engine
) -> None:
    project = make.a_project(browser.database)
    browser.database.commit()
    address = f"/projets/{project.code}/jalons/nouveau"
    typed = {"kind_code": "bilan", "title": "Bilan", "due_on": "1/2/2027", "idempotency_key": "une-fois"}
    with own_engine.connect() as holding:
        holding.execute(text("LOCK TABLE milestone IN EXCLUSIVE MODE"))
        assert browser.post_form(address, typed).status_code == 503
    assert browser.post_form(address, typed).status_code == 303  # the same form, sent again: taken, once


def test_a_full_disk_is_said_plainly_and_leaves_nothing_half_done(browser: Client, own_engine: Engine) -> None:
    answer = browser.post_form("/essai/disque")
    assert (answer.status_code, WORDS in answer.text) == (503, True)
    with reading(own_engine) as session:
        assert session.query(Project).filter_by(title="À moitié").count() == 0


def test_another_breakdown_is_still_a_breakdown(browser: Client) -> None:
    assert browser.post_form("/essai/autre").status_code == 500


def test_a_server_that_takes_the_call_and_says_nothing_is_lost_after_a_moment(
    own_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENCE_SECONDS", 0.3)
    engine = limit(create_engine(own_database_url))
    with engine.connect() as connection, pytest.raises(OperationalError) as lost:
        connection.execute(text("SELECT pg_sleep(20)"))
    assert isinstance(lost.value.orig, psycopg.OperationalError)
    assert lost.value.connection_invalidated
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()
