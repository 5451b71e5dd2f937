"""What a page weighs for who opens it first: bytes, elements, and whether anything moves once it is shown."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.demo.sized import SEED, load_portfolio
from app.models import Role
from app.web.cookies import SESSION, cookie_name
from tests.browser.conftest import LiveServer, sign_in
from tests.factories import a_user

PROJECTS = 120
"""More than two pages of any list."""
MOST_BYTES, MOST_ELEMENTS = 60_000, 1_500
MOST_MOVED = 0
"""Nothing moves: a page is shown once it is read whole (``rel="expect"`` in base.html)."""
PAGES = (
    "/mon-travail",
    "/calendrier",
    "/projets",
    "/projets?region=32&tri=-montant",
    "/projets/{code}",
    "/programmes",
    "/partenaires",
    "/partenaires/{organisation}",
    "/documents",
    "/campagnes",
    "/campagnes/{campaign}",
    "/suivi",
    "/methode/grilles",
    "/tableau-de-bord",
    "/regions",
    "/evolution",
    "/reseau",
    "/trajectoires",
    "/valeurs-ajoutees",
    "/feuille-de-route",
    "/reperes-nationaux",
    "/qualifications",
    "/evaluations-de-programme",
    "/gazette",
    "/imports",
    "/exports",
    "/recherche?q=jardin",
    "/journal",
)
MEASURE = """() => new Promise(resolve => {
  let moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  const received = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  setTimeout(() => resolve({
    moved,
    bytes: received.reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    elements: document.querySelectorAll("*").length,
  }), 150);
})"""


@pytest.fixture
def addresses(live_server: LiveServer) -> dict[str, Any]:
    with live_server.engine.begin() as connection:
        load_portfolio(connection, PROJECTS, SEED, date(2026, 11, 22))
        return {
            "code": one(connection, "SELECT code FROM project ORDER BY id LIMIT 1"),
            "organisation": one(connection, "SELECT organisation_id FROM partner ORDER BY project_id LIMIT 1"),
            "campaign": one(connection, "SELECT id FROM campaign ORDER BY id LIMIT 1"),
        }


def one(connection: Connection, statement: str) -> Any:
    return connection.scalar(text(statement))


@pytest.fixture
def cookie(live_server: LiveServer, addresses: dict[str, Any]) -> dict[str, str]:
    with Session(live_server.engine, expire_on_commit=False) as session:
        user = a_user(session, Role.ADMIN.value)
        session.commit()
    return {"name": cookie_name(SESSION), "value": sign_in(live_server, user), "url": live_server.url}


def first_visits(browser: Browser, live_server: LiveServer, cookie: dict[str, str], found: list[str]) -> Iterator[Page]:
    """Each in a browser that has never been here."""
    for address in found:
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(address, wait_until="load")
        yield page
        context.close()


def test_every_main_page_is_light_and_still(
    browser: Browser, live_server: LiveServer, addresses: dict[str, Any], cookie: dict[str, str]
) -> None:
    pages = [address.format(**addresses) for address in PAGES]
    heavy = {}
    for page in first_visits(browser, live_server, cookie, pages):
        weight = page.evaluate(MEASURE)
        assert weight["bytes"] > 10_000, page.url  # sheets and scripts are counted
        if weight["bytes"] >= MOST_BYTES or weight["elements"] >= MOST_ELEMENTS or weight["moved"] > MOST_MOVED:
            heavy[page.url] = weight
    assert heavy == {}
