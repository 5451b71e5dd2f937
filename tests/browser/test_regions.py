"""A region and the trends in a real browser: on a desk and on a phone, in light and in dark, and on paper."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.app.exchanges.printing.pdf import read
from tests.browser.conftest import accessibility_faults, screenshot
from tests.support.demonstration import DAY

pytestmark = pytest.mark.browser
PAGES = {
    "region": "/regions/53",
    "evolution": "/evolution?vue=moments&axe=confiance",
}


@pytest.fixture
def own_template(demonstration_of: Callable[[date], str]) -> str:
    return demonstration_of(DAY)


def test_everyone_reads_them_and_a_region_prints_on_two_pages(page: Page) -> None:
    for screen, width, scheme in (("bureau", 1280, "light"), ("telephone", 390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for name, address in PAGES.items():
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok, address
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (screen, address)
            assert accessibility_faults(page) == [], (screen, address)
            screenshot(page, f"{name}-{screen}")
    assert [printed_pages(page, code) for code in ("32", "interregional")] == [2, 2]


def printed_pages(page: Page, code: str) -> int:
    page.goto(f"/regions/{code}/imprimer")
    return len(read(page.pdf(prefer_css_page_size=True)).pages)
