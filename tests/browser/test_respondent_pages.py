"""Every page of a partner’s grid reads well, on a phone, at a desk and on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.browser.partners import DESK, PHONE, Partner, close_campaign, invite, level, saved

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("moment", ["in_itinere", "ex_ante"])
def test_every_page_reads_well_and_never_scrolls_sideways(
    live_server: LiveServer, browser: Browser, moment: str
) -> None:
    partner = invite(live_server, browser, ("collectivite", "association"), moment)
    for size, name in ((PHONE, "telephone"), (DESK, "bureau")):
        page = partner.open(size)
        for path in ("", "/axes/priorites", "/axes/relation", "/axes/performance", "/relecture", "/recu"):
            page.goto(partner.home + path)
            assert accessibility_faults(page) == [], f"{name} {path}"
            if size is PHONE:
                assert small_targets(page) == [], path
                page.set_viewport_size({"width": 320, "height": 700})
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
                page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            screenshot(page, f"partenaire-{moment}-{name}{path.replace('/', '-')}")
    assert partner.close() == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["telephone", "bureau"])
def test_the_pages_of_the_end_read_well_too(partner: Partner, size: dict[str, int]) -> None:
    plain, page = partner.open(size), partner.open(size)
    plain.route("**/answers/main.js*", lambda route: route.abort())  # without our script, but axe needs its own
    plain.goto(f"{partner.home}/axes/resultats")
    page.goto(f"{partner.home}/axes/resultats")
    level(page, "observed-A1.1", "4")
    saved(page)
    level(plain, "observed-A1.1", "1")
    plain.get_by_role("button", name="Enregistrer et continuer").click()
    expect(plain.locator(".either")).to_contain_text("4 – Très fort")
    assert faults_at_both_widths(plain, size) == []
    page.goto(f"{partner.home}/relecture")
    page.get_by_role("button", name="Envoyer ma grille").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    assert faults_at_both_widths(page, size) == []
    plain.get_by_role("button", name="Enregistrer et continuer").click()
    expect(plain.get_by_role("heading", name="trop tard")).to_be_visible()
    assert faults_at_both_widths(plain, size) == []
    page.get_by_role("button", name="Corriger mes réponses").click()
    close_campaign(partner)
    page.goto(partner.home)
    expect(page.get_by_text("La campagne est close")).to_be_visible()
    assert faults_at_both_widths(page, size) == []


def faults_at_both_widths(page: Page, size: dict[str, int]) -> list[str]:
    found = accessibility_faults(page)
    page.set_viewport_size({"width": 320, "height": 700})
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        found.append("scrolls sideways at 320 px")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    return found


def test_the_receipt_prints_on_two_pages(live_server: LiveServer, browser: Browser) -> None:
    partner = invite(live_server, browser, ("association", "collectivite"), "ex_ante")
    page = partner.open(DESK)
    page.goto(f"{partner.home}/recu")
    paper = page.pdf(format="A4", print_background=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 2
    partner.close()


def small_targets(page: Page) -> list[str]:
    """What a finger touches: at least 44 px high, but for links inside a sentence."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('.level label, button, .button, summary, .screens a')]
        .filter((target) => target.offsetParent && target.getBoundingClientRect().height < 44)
        .map((target) => target.outerHTML.slice(0, 120))"""
    )
