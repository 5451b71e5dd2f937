"""The secret of a link, and whom it was sent to: written nowhere, said to nobody, forgotten with the person."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.journal.context import Actor, act
from app.journal.queries import Wanted, page_of
from app.journal.telling import told
from app.journal.verification import SEAL, faults_of_chain
from app.models import Door, DoorLetter, DoorLetterKind, DoorSession, DoorToken
from app.privacy.matching import by_name, identity
from app.privacy.person.erasing import Forgetting, forget
from app.privacy.person.searching import held
from app.privacy.queries import beyond
from app.privacy.service import purge
from app.web.auth import Right, Router
from app.web.door import DoorIn
from app.web.templating import redirect
from tests import factories as make
from tests.support.client import Client
from tests.support.doors import a_door, a_link, enter

CANARY = "canari-0123456789"
CAMILLE = identity(["Camille Dupont"], ["camille@exemple.fr"])


def a_letter(session: Session, door: Door) -> DoorLetter:
    values = {"key": f"invitation:{door.id}", "kind": DoorLetterKind.INVITATION, "to_email": door.contact_email}
    return make.keep(session, DoorLetter(door_id=door.id, queued_at=door.created_at, **values))


def test_no_log_holds_a_link_a_cookie_or_what_was_typed(
    client: Client, session: Session, done: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    door = a_door(session)
    link = a_link(session, door, CANARY)
    client.post_form(link, page=link)
    cookie, page = client.cookies[f"odd17-acces-{door.id}"], f"/acces/{door.id}/essai"
    client.get(page)
    client.post_form(page, {"comment": CANARY})
    client.cookies.clear()
    client.post_form(page, {"comment": CANARY})
    client.get("/acces/lien/inconnu-canari")
    written = "".join(capfd.readouterr())
    assert '"route": "/acces/lien/{token}"' in written
    assert f'"door_id": {door.id}' in written
    assert not re.search(f"canari|{cookie}|Camille|camille", written)


def test_no_table_holds_the_link(client: Client, session: Session) -> None:
    door = a_door(session)
    link = a_link(session, door, CANARY)
    client.post_form(link, page=link)
    cookie = client.cookies[f"odd17-acces-{door.id}"]
    tables = session.scalars(text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
    for table in tables.all():
        for row in session.scalars(text(f'SELECT t::text FROM "{table}" t')):
            assert CANARY not in row, table
            assert cookie not in row, table


def test_the_journal_says_who_acted_by_a_link_and_its_chain_holds_it(
    app: FastAPI, client: Client, session: Session
) -> None:
    router = Router()

    @router.post("/acces/{door_id}/nom", right=Right.ENTER)
    def rename(request: Request, entered: DoorIn, session: Writing) -> Response:
        make.an_organisation(session, name="Les Amis du Lac")
        return redirect(request, entered.address)

    app.include_router(router)
    door = a_door(session)
    client.sign_in("admin")
    enter(client, door)
    assert client.post_form(f"/acces/{door.id}/nom").status_code == 303
    (line,) = told(session, page_of(session, Wanted(table="organisation"))[1])
    assert (line.who, line.route) == ("Camille Dupont, par un lien personnel", "POST /acces/{door_id}/nom")
    session.execute(SEAL)
    assert faults_of_chain(session) == []
    door.contact_name = ""
    session.flush()
    (line,) = told(session, page_of(session, Wanted(table="organisation"))[1])
    assert line.who == "quelqu’un, par un lien personnel"


def test_the_seal_of_an_act_holds_the_door_it_came_by(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        act(session, Actor(origin="page", door_id=41))
        make.an_organisation(session)
        session.commit()
        act(session, Actor())
        make.an_organisation(session)
        session.commit()
        session.execute(SEAL)
        session.commit()
        doors = session.scalars(text("SELECT door_id FROM journal_transaction ORDER BY id DESC LIMIT 2")).all()
        assert (doors, faults_of_chain(session)) == ([None, 41], [])
    with own_engine.begin() as owner:
        owner.execute(text("ALTER TABLE journal_transaction DISABLE TRIGGER USER"))
        owner.execute(text("UPDATE journal_transaction SET door_id = 42 WHERE door_id = 41"))
    with Session(own_engine) as session:
        assert len(faults_of_chain(session)) == 1


def test_a_person_is_found_behind_its_doors_then_forgotten_and_its_links_die(session: Session) -> None:
    door, other = a_door(session), a_door(session, 8, contact_name="Jo Reste", contact_email="jo@exemple.org")
    a_letter(session, door)
    for one, token in ((door, "un"), (other, "deux")):
        a_link(session, one, token)
    assert {place.table for place in held(session, CAMILLE).places} == {"door", "door_letter"}
    forget(session, Forgetting(by_name(CAMILLE), 12, CAMILLE), now=clock.now())
    session.expire_all()
    assert held(session, CAMILLE).is_empty
    assert door.contact_name == "personne effacée n°\u00a012"
    assert door.revoked_at is not None
    assert (other.contact_name, other.revoked_at) == ("Jo Reste", None)
    assert session.scalars(select(DoorToken.door_id)).all() == [other.id]


def test_a_contact_is_purged_once_its_door_has_long_ended(session: Session) -> None:
    ended, long_ago = clock.today() - timedelta(days=900), clock.now() - timedelta(days=1_500)
    old, live = a_door(session, expires_on=ended, created_at=long_ago), a_door(session, 8)
    a_letter(session, old)
    a_link(session, old)
    enough = {"csrf_token": "x", "created_at": old.created_at, "last_seen_at": old.created_at}
    make.keep(session, DoorSession(token_sha256=b"1", door_id=old.id, expires_at=old.created_at, **enough))
    now = clock.now()
    assert {found.kind.code: found.count for found in beyond(session, now) if found.count} == {
        "doors": 1,
        "sendings": 1,
        "sessions": 1,
    }
    purge(session, ["doors", "sendings", "sessions"], user=None, now=now)
    session.expire_all()
    assert (old.contact_name, old.contact_email) == ("", "")
    assert old.revoked_at is not None
    assert session.scalars(select(DoorLetter.to_email)).all() == ["adresse effacée"]
    assert session.scalar(select(func.count()).select_from(DoorToken)) == 0
    assert live.contact_name == "Camille Dupont"
    assert [found.count for found in beyond(session, now) if found.count] == []
