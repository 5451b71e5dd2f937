"""The site really served, and a real browser on it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.main import create_app
from app.models import User
from app.web.cookies import SESSION, cookie_name
from tests.browser.partners import Partner, invite
from tests.factories import a_user

SCREENSHOTS = Path("var/screenshots")
AXE = Path("node_modules/axe-core/axe.min.js")


@dataclass(frozen=True)
class LiveServer:
    url: str
    engine: Engine


@pytest.fixture
def live_server(own_engine: Engine) -> Iterator[LiveServer]:
    config = uvicorn.Config(create_app(own_engine), host="127.0.0.1", port=0, log_config=None, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    limit = time.monotonic() + 20
    while not server.started and time.monotonic() < limit:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield LiveServer(f"http://127.0.0.1:{port}", own_engine)
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def manager(live_server: LiveServer) -> User:
    with Session(live_server.engine, expire_on_commit=False) as session:
        user = a_user(session, name="Claire Martin")
        session.commit()
        return user


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, manager: User) -> Iterator[Page]:
    """A page of someone signed in; what the browser reports against the security policy fails the test."""
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [{"name": cookie_name(SESSION), "value": sign_in(live_server, manager), "url": live_server.url}]
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    unexpected = [fault for fault in faults if "status of 4" not in fault]
    assert unexpected == []


@pytest.fixture
def partner(live_server: LiveServer, browser: Browser) -> Iterator[Partner]:
    """The association of a campaign of three, its link opened wherever it goes."""
    found = invite(live_server, browser, ("association", "collectivite", "entreprise"))
    yield found
    assert found.close() == []


def sign_in(live_server: LiveServer, user: User) -> str:
    with Session(live_server.engine) as session:
        token = open_session(session, user=user, now=clock.now())
        session.commit()
        return token


def screenshot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(
        path=SCREENSHOTS / f"{name}.png", full_page=True, caret="initial"
    )  # else it writes style attributes


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds; run from outside the page, so the page's own policy stays as it is."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run()")
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found["violations"]]
