"""A kind of door made for tests, a door of it, and pages behind it to try the way in with."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app import clock
from app.db import Writing
from app.doors import kinds
from app.doors.kinds import Kind
from app.doors.sessions import open_session
from app.models import Door, DoorKind, DoorSession, DoorToken
from app.tokens import token_hash
from app.web.auth import Right, Router
from app.web.cookies import cookie_name
from app.web.door import DoorIn, door_address, door_cookie
from app.web.templating import redirect
from tests.factories import keep
from tests.support.client import Client

TRIAL = "/acces/{door_id}/essai"
KIND = DoorKind.QUALIFICATION
SENTENCE = "Le Fonds ODD 17 vous demande quelles pratiques vous mettez en œuvre."
WHO_SEES = "Les personnes du Fonds, et elles seules, liront vos réponses à votre nom."


@dataclass
class Subjects:
    """What the doors of the test open on: title by number, those that take no more answers."""

    titles: dict[int, str] = field(default_factory=lambda: {7: "Les Amis du Lac", 8: "Le Pays d’Ombre"})
    closed: set[int] = field(default_factory=set)

    def kind(self) -> Kind:
        return Kind(
            label="Qualification de vos pratiques",
            start=lambda door_id: f"{door_address(door_id)}/essai",
            sentence=SENTENCE,
            who_sees=WHO_SEES,
            is_open=lambda _, subject_id: subject_id in self.titles and subject_id not in self.closed,
            title_of=lambda _, subject_id: self.titles.get(subject_id, ""),
            duration="une vingtaine de minutes",
        )


def the_kind_of_tests(monkeypatch: pytest.MonkeyPatch) -> Subjects:
    subjects = Subjects()
    kinds.kind_of(KIND)  # those of the features are there already
    monkeypatch.setitem(kinds.KINDS, KIND, subjects.kind())
    return subjects


def a_door(session: Session, subject_id: int = 7, **given: Any) -> Door:
    values = {
        "kind": KIND.value,
        "subject_id": subject_id,
        "contact_name": "Camille Dupont",
        "contact_email": "camille@exemple.fr",
        "expires_on": clock.today() + timedelta(days=10),
        "created_at": clock.now() - timedelta(days=2),
    }
    door = keep(session, Door(**values | given))
    session.commit()
    return door


def a_link(session: Session, door: Door, token: str = "jeton-d-essai") -> str:  # noqa: S107
    keep(session, DoorToken(token_sha256=token_hash(token), door_id=door.id, created_at=door.created_at))
    session.commit()
    return f"/acces/lien/{token}"


def enter(client: Client, door: Door) -> None:
    """A door opened in this browser, as after the button of a link; a person signed in stays signed in."""
    token = open_session(client.database, door=door, now=clock.now())
    client.database.commit()
    client.cookies.set(cookie_name(door_cookie(door.id)), token)
    client.csrf_token = client.database.get_one(DoorSession, token_hash(token)).csrf_token


def add_trial_pages(app: FastAPI) -> list[str]:
    """A page that says who asks, and one that counts what it is sent."""
    router, done = Router(), list[str]()

    @router.get(TRIAL, right=Right.ENTER)
    def page(request: Request, entered: DoorIn) -> Response:
        visitor = request.state.visitor
        return PlainTextResponse(
            f"{entered.door_id} {entered.kind} {entered.subject_id} {entered.may_answer} {visitor}"
        )

    @router.post(TRIAL, right=Right.ENTER)
    def act(request: Request, entered: DoorIn, session: Writing) -> Response:
        done.append(entered.contact_name)
        return redirect(request, f"{entered.address}/essai")

    app.include_router(router)
    return done


def until(days: int) -> date:
    return clock.today() + timedelta(days=days)
