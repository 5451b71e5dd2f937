"""Pages read from a replica (streaming replication): never older than what one wrote, and never without it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

from app.db import with_driver
from app.main import create_app
from app.patience import limit
from app.replica import NOTHING, Replica, read_position
from app.schema import bring_up
from tests import factories as make
from tests.scale.servers import BINARIES, Server, primary_and_replica
from tests.scale.site import wait_until
from tests.support.client import Client

pytestmark = pytest.mark.skipif(not BINARIES.exists(), reason="il faut le PostgreSQL de la machine")
WAITING = "SELECT pg_wal_replay_pause()"
GOING_ON = "SELECT pg_wal_replay_resume()"


@dataclass
class Pair:
    primary: Server
    standby: Server
    engine: Engine
    replica: Replica
    client: Client
    session: Session
    asked: list[str]
    now: list[float]

    def catch_up(self) -> None:
        reached = self.primary.ask("SELECT pg_current_wal_insert_lsn()")
        wait_until(lambda: bool(self.standby.ask(f"SELECT pg_last_wal_replay_lsn() >= '{reached}'")))

    def read(self, address: str = "/projets") -> "tuple[str, bool]":
        """The page, and whether the replica was asked what it shows."""
        self.asked.clear()
        reply = self.client.get(address)
        assert reply.status_code == 200
        return reply.text, len(self.asked) > 1  # the first only asks how far it has come


@pytest.fixture(scope="module")
def servers() -> "Iterator[tuple[Server, Server]]":
    with primary_and_replica() as found:
        engine = create_engine(with_driver(found[0].url()))
        bring_up(engine)
        engine.dispose()
        yield found


@pytest.fixture
def pair(servers: "tuple[Server, Server]") -> Iterator[Pair]:
    primary, standby = servers
    engine, far = (
        create_engine(with_driver(primary.url())),
        create_engine(with_driver(standby.url()), pool_pre_ping=True),
    )
    app = create_app(engine)
    now = [100.0]
    app.state.replica = replica = Replica(limit(far), engine, clock=lambda: now[0])
    asked: list[str] = []
    event.listen(far, "before_cursor_execute", lambda *said: asked.append(said[2]))
    with Session(engine, expire_on_commit=False) as session, Client(app, session) as client:
        client.sign_in("admin")
        found = Pair(primary, standby, engine, replica, client, session, asked, now)
        found.catch_up()
        yield found
    standby.ask(GOING_ON)
    engine.dispose()
    far.dispose()


def test_a_page_is_read_from_the_replica(pair: Pair) -> None:
    assert pair.read()[1]


def test_one_reads_what_one_has_just_written_even_when_the_replica_is_late(pair: Pair) -> None:
    project = make.a_project(pair.session, title="Sans titre")
    pair.session.commit()
    pair.catch_up()
    pair.standby.ask(WAITING)
    rename(pair, project.code, "Jardins de la Loire")
    page, far = pair.read()
    assert "Jardins de la Loire" in page
    assert not far
    pair.standby.ask(GOING_ON)
    pair.catch_up()
    page, far = pair.read()
    assert "Jardins de la Loire" in page
    assert far


def test_a_replica_late_for_everyone_is_left_aside(pair: Pair) -> None:
    assert pair.read()[1]
    pair.standby.ask(WAITING)
    make.a_project(pair.session, title="Écluses du Nord")
    pair.session.commit()
    pair.now[0] += 2
    assert pair.read()[1], "two seconds late is allowed to those who did not write"
    pair.now[0] += 6
    page, far = pair.read()
    assert "Écluses du Nord" in page
    assert not far


def test_a_visit_that_is_over_is_over_at_once(pair: Pair) -> None:
    pair.standby.ask(WAITING)
    pair.session.execute(text("DELETE FROM user_session"))
    pair.session.commit()
    assert pair.client.get("/projets").status_code in (303, 401)


def test_a_replica_that_is_gone_is_done_without(pair: Pair) -> None:
    pair.standby.kill()
    try:
        for _ in range(3):
            assert not pair.read()[1]
    finally:
        pair.standby.start_again()
    pair.now[0] += 10
    pair.catch_up()
    assert pair.read()[1]


@pytest.mark.parametrize("written", ["", "x", "0/0'; DROP", "FFFFFFFFF/0", "1/2/3"])
def test_what_a_browser_brings_is_a_place_or_nothing(written: str) -> None:
    assert read_position(written) == NOTHING


def rename(pair: Pair, code: str, title: str) -> None:
    """Through a form, as a person does: the answer says how far the database had come."""
    address = f"/projets/{code}/modifier"
    reply = pair.client.post_form(address, {"title": title}, page=address)
    assert reply.status_code == 303, reply.text
    assert "odd17-ecrit" in pair.client.cookies
