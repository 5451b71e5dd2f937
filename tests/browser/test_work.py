"""« Mon travail » by keyboard: signed in, the first line’s act, the line gone; then on a phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app import clock
from app.models import User
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.factories import a_milestone, a_project, a_user, an_instalment, an_investment


@pytest.fixture
def _day(live_server: LiveServer, manager: User) -> None:
    """Two late milestones of one's own, a tranche somebody else signed for."""
    with Session(live_server.engine) as session:
        session.get_one(User, manager.id).welcomed_at = clock.now()
        project = a_project(session, title="Pacte local", status="en_cours", referent_id=manager.id, region_code="32")
        for title, late in (("Comité de lancement", 12), ("Point d’étape", 3)):
            a_milestone(session, project, title=title, due_on=clock.today() - timedelta(days=late))
        signer = a_user(session, name="Zoé Martin")
        investment = an_investment(session, project)
        an_instalment(session, investment, status="payable", payable_by_id=signer.id, due_on=clock.today())
        session.commit()


@pytest.mark.usefixtures("_day")
def test_the_first_act_is_reached_and_done_by_keyboard(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/mon-travail$"))
    expect(page.locator("h1")).to_have_text("Mon travail")
    first = page.locator(".work-act button").first
    page.locator("main").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if first.evaluate("button => button === document.activeElement"):
            break
    expect(first).to_be_focused()
    expect(first).to_have_accessible_name("C’est fait (Comité de lancement, Pacte local)")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Comité de lancement\u202f: c’est fait.")
    expect(page.locator(".work-lines").first.locator("li")).to_have_count(1)
    assert accessibility_faults(page) == []


@pytest.mark.usefixtures("_day")
def test_on_a_phone_each_line_keeps_its_act_under_the_thumb(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/mon-travail?vue=equipe")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    heights = page.locator(".work-act :is(button, a)").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(heights) == 3
    assert min(heights) >= 44
    assert accessibility_faults(page) == []
    screenshot(page, "mon-travail-390")
