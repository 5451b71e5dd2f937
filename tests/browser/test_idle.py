"""The end of a connection is said before it comes, and put off at one press."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.models.user import UserSession
from app.settings import settings
from tests.browser.conftest import LiveServer, accessibility_faults

pytestmark = pytest.mark.usefixtures("manager")


def test_ten_minutes_before_its_end_the_page_says_so_and_one_press_stays(page: Page, live_server: LiveServer) -> None:
    page.clock.install()
    page.goto("/projets")
    notice, idle = page.locator(".idle"), settings().session_idle_minutes
    page.clock.fast_forward(60_000 * (idle - 12))
    expect(notice).to_be_hidden()
    page.clock.fast_forward(60_000 * 3)
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("votre connexion s’arrête à")
    assert accessibility_faults(page) == []
    long_ago = clock.now() - timedelta(hours=2)
    with Session(live_server.engine) as session:
        session.execute(update(UserSession).values(last_seen_at=long_ago))
        session.commit()
    notice.get_by_role("button", name="Rester connecté").click()
    expect(notice).to_be_hidden()
    with Session(live_server.engine) as session:
        assert session.scalars(select(UserSession.last_seen_at)).one() > long_ago + timedelta(hours=1)
    page.clock.fast_forward(60_000 * (idle - 12))
    expect(notice).to_be_hidden()


def test_once_it_is_over_the_page_says_that_what_is_written_stays(page: Page) -> None:
    page.clock.install()
    page.goto("/programmes/nouveau")
    page.locator("#title").fill("Plan des lisières")
    page.clock.fast_forward(60_000 * (settings().session_idle_minutes + 1))
    expect(page.locator(".idle")).to_contain_text("Ce que vous avez écrit reste sur la page")
    expect(page.get_by_role("button", name="Rester connecté")).to_be_hidden()
    expect(page.locator("#title")).to_have_value("Plan des lisières")
