"""A personal link in a real browser: opened by a mail scanner first, then by the partner."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.invitations.service import issue_token
from app.models import Invitation, RespondentSession
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.support.grids import invited

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def link(live_server: LiveServer) -> str:
    with Session(live_server.engine) as session:
        token = issue_token(
            session, invitation=invited(session, closes_on=clock.today() + timedelta(days=30)), now=clock.now()
        )
        session.commit()
    return f"/invitation/{token}"


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", viewport=PHONE, java_script_enabled=False)
    yield context
    context.close()


def opened(live_server: LiveServer) -> tuple[int, int]:
    """Visits, and invitations marked as opened."""
    with Session(live_server.engine) as session:
        visits = session.scalar(select(func.count()).select_from(RespondentSession)) or 0
        marked = session.scalar(select(func.count()).where(Invitation.opened_at.is_not(None))) or 0
    return visits, marked


def test_a_scanner_that_draws_the_page_uses_nothing_up(
    browser: Browser, live_server: LiveServer, link: str, phone: BrowserContext
) -> None:
    scanner = browser.new_context(base_url=live_server.url)
    scanner.request.head(link)
    page = scanner.new_page()
    page.goto(link)
    page.wait_for_load_state("networkidle")
    scanner.close()
    assert opened(live_server) == (0, 0)
    person = phone.new_page()
    person.goto(link)
    person.get_by_role("button", name="Commencer").click()
    assert opened(live_server) == (1, 1)


def test_the_secret_stays_in_the_address_it_came_in(link: str, phone: BrowserContext) -> None:
    asked: list[Request] = []
    page = phone.new_page()
    page.goto(link)
    page.on("request", lambda request: asked.append(request))
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_load_state("networkidle")
    token = link.rpartition("/")[2]
    assert token not in page.url
    assert token not in page.content()
    told = [request.url for request in asked if token in str(request.all_headers().get("referer"))]
    assert told == []


def test_the_pages_on_the_way_in_are_fair_to_everyone(browser: Browser, live_server: LiveServer, link: str) -> None:
    for width in (1280, 390):
        context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 844})
        page = context.new_page()
        for name, address in (
            ("lien", link),
            ("lien-inconnu", "/invitation/inconnu"),
            ("lien-a-ouvrir", "/ma-grille/1"),
            ("nouveau-lien", "/invitation/nouveau-lien"),
            ("au-revoir", "/invitation/au-revoir"),
        ):
            page.goto(address)
            screenshot(page, f"{name}-{width}")
            assert accessibility_faults(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()


def test_the_button_says_where_it_comes_from_and_nothing_of_the_token(link: str, phone: BrowserContext) -> None:
    """An older phone says it with `Origin` only: without it, the wall against other sites would shut it out."""
    sent: list[Request] = []
    person = phone.new_page()
    person.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    person.goto(link)
    person.get_by_role("button", name="Commencer").click()
    headers = sent[0].all_headers()
    assert headers["origin"] == person.url.partition("/ma-grille")[0]
    assert link.rpartition("/")[2] not in headers.get("referer", "")
