"""The one search in a real browser: by the keys alone, under the header, then on its page; and without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app.models import User
from app.web.cookies import SESSION, cookie_name
from tests import factories as make
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot, sign_in


@pytest.fixture(autouse=True)
def portfolio(live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        for n, title in enumerate(["Navettes de l’île", "Énergie de l’île", "Marché couvert"]):
            project = make.a_project(session, title=title, code=f"ODD17-2024-80{n}")
            make.a_partner(session, project, make.an_organisation(session, name=f"Atelier insulaire {n}"))
        session.commit()


def test_by_the_keys_alone_from_any_page(page: Page) -> None:
    page.goto("/programmes")
    link = page.get_by_role("link", name="Aide", exact=True).first
    link.focus()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Chercher partout")
    expect(field).to_be_focused()
    page.keyboard.type("ile")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    expect(page.locator("[data-search-said]")).to_have_text("2\u00a0résultats")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "recherche-projets-2")
    screenshot(page, "recherche-panneau")
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("80")
    expect(options).to_have_count(4)
    page.keyboard.press("ArrowUp")
    expect(options.nth(3)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projets/ODD17-2024-80*")


def test_the_page_follows_what_is_typed(page: Page) -> None:
    page.goto("/programmes")
    page.keyboard.press("/")
    page.keyboard.type("atelier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche?q=atelier")
    hits = page.locator(".hit")
    expect(hits).to_have_count(3)
    field = page.get_by_role("searchbox", name="Chercher", exact=True)
    field.fill("energie")
    expect(hits).to_have_count(1)
    expect(page).to_have_url("/recherche?q=energie")
    assert accessibility_faults(page) == []
    page.get_by_role("link", name="Énergie de l’île").click()
    page.wait_for_url("**/projets/ODD17-2024-801")


@pytest.fixture
def bare(browser: Browser, live_server: LiveServer, manager: User) -> Iterator[Page]:
    """Without script, on a phone."""
    context = browser.new_context(
        base_url=live_server.url, locale="fr-FR", java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    token = sign_in(live_server, manager)
    context.add_cookies([{"name": cookie_name(SESSION), "value": token, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_without_script_the_form_leads_to_its_page(bare: Page) -> None:
    bare.goto("/programmes")
    bare.get_by_label("Chercher partout").fill("navetes ile")
    bare.keyboard.press("Enter")
    bare.get_by_role("link", name="navettes ile").click()
    expect(bare.locator(".hit")).to_have_count(1)
    screenshot(bare, "recherche-telephone")
