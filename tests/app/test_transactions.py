"""One request is one transaction, committed before the answer leaves."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.db import Reading, Writing, reading
from app.main import create_app
from app.models.user import User
from app.web.auth import Right, Router
from app.web.templating import render
from tests.support.client import Client

trial = Router()


@trial.post("/essai/ajout", right=Right.CONSULT)
def add(session: Writing) -> Response:
    session.add(User(email="nouvelle@exemple.fr", name="Nouvelle", role="lecteur"))
    return PlainTextResponse("ajouté")


@trial.post("/essai/refus", right=Right.CONSULT)
def add_then_refuse(request: Request, session: Writing) -> Response:
    session.add(User(email="nouvelle@exemple.fr", name="Nouvelle", role="lecteur"))
    session.flush()
    sentence = {"title": "Non", "sentence": "Non.", "link": None, "link_label": None}
    return render(request, "errors/422.html", status=422, **sentence)


@trial.post("/essai/panne", right=Right.CONSULT)
def add_then_break(session: Writing) -> Response:
    session.add(User(email="nouvelle@exemple.fr", name="Nouvelle", role="lecteur"))
    session.flush()
    raise RuntimeError("quelque chose casse")


@trial.get("/essai/lecture", right=Right.CONSULT)
def write_while_reading(session: Reading) -> Response:
    session.add(User(email="nouvelle@exemple.fr", name="Nouvelle", role="lecteur"))
    session.flush()
    return PlainTextResponse("ajouté")


@trial.get("/essai/lecture-sql", right=Right.CONSULT)
def write_sql_while_reading(session: Reading) -> Response:
    session.execute(text("UPDATE \"user\" SET name = 'Autre'"))
    return PlainTextResponse("changé")


@pytest.fixture
def trial_app(own_engine: Engine) -> FastAPI:
    app = create_app(own_engine)
    app.include_router(trial)
    return app


@pytest.fixture
def browser(trial_app: FastAPI, own_engine: Engine) -> Iterator[Client]:
    with Session(own_engine) as session, Client(trial_app, session, raise_server_exceptions=False) as client:
        client.sign_in("lecteur")
        client.token()
        yield client


def added(engine: Engine) -> int:
    with reading(engine) as session:
        query = select(func.count()).select_from(User).where(User.email == "nouvelle@exemple.fr")
        return session.scalar(query) or 0


def test_what_a_request_wrote_is_committed(browser: Client, own_engine: Engine) -> None:
    assert browser.post_form("/essai/ajout").status_code == 200
    assert added(own_engine) == 1


def test_a_commit_that_fails_answers_500_and_not_200(browser: Client, own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        connection.execute(text(REFUSE_AT_COMMIT))
    answer = browser.post_form("/essai/ajout")
    assert answer.status_code == 500
    assert "Une erreur est survenue" in answer.text
    assert "Traceback" not in answer.text
    assert "trop tard" not in answer.text
    assert added(own_engine) == 0


def test_a_refused_form_leaves_nothing_behind(browser: Client, own_engine: Engine) -> None:
    assert browser.post_form("/essai/refus").status_code == 422
    assert added(own_engine) == 0


def test_a_breakdown_leaves_nothing_behind(browser: Client, own_engine: Engine) -> None:
    assert browser.post_form("/essai/panne").status_code == 500
    assert added(own_engine) == 0


@pytest.mark.parametrize("address", ["/essai/lecture", "/essai/lecture-sql"])
def test_a_reading_page_cannot_write(browser: Client, own_engine: Engine, address: str) -> None:
    assert browser.get(address).status_code == 500
    assert added(own_engine) == 0


def test_a_database_that_is_down_answers_503_and_comes_back(
    trial_app: FastAPI, browser: Client, own_engine: Engine
) -> None:
    trial_app.state.bind = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/rien")
    answer = browser.get("/mon-compte")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    trial_app.state.bind = own_engine
    assert browser.get("/mon-compte").status_code == 200


REFUSE_AT_COMMIT = """
CREATE FUNCTION trop_tard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trop tard'; END $$;
CREATE CONSTRAINT TRIGGER trop_tard AFTER INSERT ON "user" DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION trop_tard();
"""
