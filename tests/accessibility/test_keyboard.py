"""Without a mouse: each stop is seen and none holds; a whole act by keys alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.models.user import Role
from tests.accessibility.conftest import Site
from tests.accessibility.look import OURS, browsing
from tests.accessibility.world import PARTNER

pytestmark = pytest.mark.browser
MOST = 400
WALKED = ("/projets?statut=termine", "/investissements/nouveau", "/exports", "/regions", "/recherche?q=mobilite")


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with browsing(browser, site.url, site.world, Role.ADMIN) as page:
        yield page


def stops(page: Page) -> Iterator[dict[str, object]]:
    """What Tab reaches, from the top of the page to its end and back to the browser."""
    page.evaluate(OURS.read_text(encoding="utf-8"))
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if (stop := page.evaluate("odd17Look.stop()")) is None:
            return
        yield stop
    raise AssertionError("Tab ne sort pas de la page")


@pytest.mark.parametrize("address", WALKED)
def test_each_stop_is_seen_never_hidden_and_never_a_trap(page: Page, address: str) -> None:
    page.goto(address)
    walk(page)


def test_a_partner_walks_through_its_grid(browser: Browser, site: Site) -> None:
    with browsing(browser, site.url, site.world, PARTNER) as page:
        for address in ("", "/axes/resultats", "/relecture"):
            page.goto(site.world.starts[PARTNER] + address)
            walk(page)


def walk(page: Page) -> None:
    walked = list(stops(page))
    assert len(walked) > 3
    assert [stop["html"] for stop in walked if not stop["outlined"]] == []
    assert [stop["html"] for stop in walked if stop["hidden"]] == []
    assert [stop["html"] for stop in walked if stop["again"]] == []


def test_an_export_is_made_by_keyboard(page: Page) -> None:
    """From the first page: past the header, back to the menu, the choice, the button; focus is never lost."""
    page.goto("/exports")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    until(page, "Préparer le document")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exports/*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto("/projets")
    menu = page.locator("details.user > summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mon compte")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.user > .menu-panel') !== null")
    menu.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="Mon compte")).to_be_hidden()


def test_focus_stays_where_it_was_when_a_part_of_the_page_changes(page: Page) -> None:
    page.goto("/projets")
    field = page.locator("main form.filters input[type=search], main form.filters input[name=q]").first
    field.focus()
    with page.expect_response("**/projets?**"):
        page.keyboard.type("berry")
    expect(page.locator("main table tbody tr")).to_have_count(1, timeout=10_000)
    expect(field).to_be_focused()


def until(page: Page, name: str) -> None:
    """Tab until the button or the link of that name holds the focus."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == name:
            return
    raise AssertionError(f"« {name} » n’est pas atteint")
