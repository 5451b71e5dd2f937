"""The hostile site in a real browser: no script of theirs runs, and the security policy has nothing to stop."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.main import create_app
from app.web.cookies import SESSION, cookie_name
from tests.conftest import PATIENCE
from tests.factories import a_user
from tests.security.crawl import Page
from tests.security.payloads import MARK, SCRIPTS

TOLD = (
    "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
)


@pytest.fixture
def address(hostile_engine: Engine) -> Iterator[str]:
    engine = create_engine(hostile_engine.url, connect_args=PATIENCE)
    server = uvicorn.Server(uvicorn.Config(create_app(engine), host="127.0.0.1", port=0, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    limit = time.monotonic() + 60
    while not server.started and time.monotonic() < limit:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    engine.dispose()


@pytest.fixture
def cookie(hostile_engine: Engine, address: str) -> dict[str, str]:
    """Of an administrator apart: the one who crawls is held by a transaction that is still open."""
    with Session(hostile_engine) as session:
        user = a_user(session, "admin")
        token = open_session(session, user=user, now=clock.now())
        session.commit()
    return {"name": cookie_name(SESSION), "value": token, "url": address}


@pytest.mark.browser
def test_no_script_runs_and_the_policy_reports_nothing(
    pages: list[Page], browser: Browser, address: str, cookie: dict[str, str]
) -> None:
    context = browser.new_context(base_url=address, locale="fr-FR")
    context.add_cookies([cookie])
    context.add_init_script(TOLD)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{page.url} {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(f"{page.url} {error}"))
    page.on("dialog", lambda dialog: (told.append(f"{page.url} dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else told.append(asked.url))
    shown = 0
    for one in one_of_each(pages):
        page.goto(one.address, wait_until="commit")
        page.wait_for_load_state("domcontentloaded")
        shown += page.locator("body").inner_text().count(MARK)
    context.close()
    assert [line for line in told if "status of 4" not in line] == []
    assert shown > 300


@pytest.mark.browser
def test_a_script_let_through_would_be_reported(browser: Browser, address: str) -> None:
    """The listeners are tried: the same texts, put in a page as a careless template would."""
    page = browser.new_page(base_url=address)
    page.add_init_script(TOLD)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    def careless(route, request) -> None:  # type: ignore[no-untyped-def]
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", "".join(SCRIPTS[:8]) + "</main>"))

    page.route("**/connexion", careless)
    page.goto("/connexion")
    page.wait_for_timeout(200)
    page.close()
    assert any(line.startswith("CSP script-src") for line in told)


def one_of_each(pages: list[Page]) -> list[Page]:
    """The first page of each route that answered one."""
    found: dict[str, Page] = {}
    for page in pages:
        if page.tree is not None and page.answer.status_code == 200:
            found.setdefault(page.route, page)
    return list(found.values())
