"""One site, one server and one browser for the whole folder: the site is furnished once, then only looked at."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from fcntl import LOCK_EX, flock

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app import clock
from app.accounts import steps
from app.main import create_app
from app.settings import settings
from app.web import visitor
from tests.accessibility.look import Looks, asked_elsewhere, browsing, look_at
from tests.accessibility.visits import Visit, seen_by_another, visits
from tests.accessibility.world import World, furnish
from tests.conftest import PATIENCE, Server, fresh


@dataclass(frozen=True)
class Site:
    app: FastAPI
    url: str
    world: World

    @property
    def engine(self) -> Engine:
        return self.world.engine


WHOLE_VISIT = timedelta(hours=2)  # what a person does in minutes, while every page is looked at
Settled = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """The settings this site is furnished and looked at with; the other tests of the process keep theirs."""
    folder = tmp_path_factory.mktemp("accessible")

    @contextmanager
    def within() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings(), "data_dir", folder)
            patch.setattr(settings(), "fund_contact", "contact@fonds.example")
            patch.setattr(steps, "LASTS", WHOLE_VISIT)
            patch.setattr(visitor, "CONFIRMED_FOR", WHOLE_VISIT)
            yield

    return within


@pytest.fixture(autouse=True)
def settled_here(settled: Settled) -> Iterator[None]:
    with settled():
        yield


@pytest.fixture(scope="session")
def world(
    database_server: Server, demonstration_of: Callable[[date], str], worker_name: str, settled: Settled
) -> Iterator[World]:
    name = f"odd17_access_{worker_name}"
    with fresh(database_server, name, demonstration_of(clock.today())):
        engine = create_engine(database_server.url(name), connect_args=PATIENCE)
        with settled(), Session(engine, expire_on_commit=False) as session:
            made = furnish(session, engine)
            session.commit()
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        yield made
        engine.dispose()


@pytest.fixture(scope="session")
def site(world: World, settled: Settled) -> Iterator[Site]:
    with settled():
        app = create_app(world.engine)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    limit = time.monotonic() + 30
    while not server.started and time.monotonic() < limit:
        time.sleep(0.02)
    yield Site(app, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", world)
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def visited(site: Site, settled: Settled) -> list[Visit]:
    """Every page of the site, once for each role that is shown another one."""
    with settled():
        return visits(site.app, site.world)


@pytest.fixture(scope="session")
def looks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Looks:
    """What is wrong on any of the pages, in any of the ways of looking: minutes, done by one process for all."""
    kept = tmp_path_factory.getbasetemp().parent / "looks.json"
    with kept.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if "PYTEST_XDIST_WORKER" not in os.environ or not kept.exists():
            with request.getfixturevalue("settled")():
                found = look_everywhere(*(request.getfixturevalue(name) for name in ("site", "visited", "browser")))
            kept.write_text(json.dumps([found.faults, found.pages]), encoding="utf-8")
        return Looks(*json.loads(kept.read_text(encoding="utf-8")))


def look_everywhere(site: Site, visited: list[Visit], browser: Browser) -> Looks:
    found, routes = Looks(), set[str]()
    pages = seen_by_another(visited)
    for role in site.world.cookies:
        with browsing(browser, site.url, site.world, role) as page, asked_elsewhere(page, site.url) as asked:
            for visit in pages:
                if visit.role == role:
                    page.goto(visit.page.address)
                    look_at(page, visit.label, found, again=visit.page.route in routes)
                    found.note("ailleurs", visit.label, asked)
                    asked.clear()
                    routes.add(visit.page.route)
    return found
