"""The fund at a glance in a real browser: read at both widths, narrowed, opened, taken away."""

import re
from pathlib import Path

import pytest
from defusedxml import ElementTree
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app import clock
from tests.app.dashboard.situations import a_fund
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.browser.partners import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def fund(live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        a_fund(session, clock.today())
        session.commit()


def test_the_fund_is_read_narrowed_and_taken_away(page: Page, fund: None, tmp_path: Path) -> None:
    for size, viewport in {"bureau": DESK, "telephone": PHONE}.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.goto("/tableau-de-bord?moment=ex_ante")
        page.get_by_text("Voir les chiffres").first.click()
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        screenshot(page, f"tableau-de-bord-{size}")
    page.get_by_text("Filtrer", exact=True).click()
    page.get_by_label("Région").select_option("53")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("link", name=re.compile("Bretagne.*retirer ce filtre"))).to_be_visible()
    page.get_by_label("L’argent par").get_by_role("link", name="Phase").click()
    expect(page.get_by_role("heading", name="L’argent, par phase")).to_be_in_viewport()
    assert "region=53" in page.url
    assert "moment=ex_ante" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger l’image (SVG) (Les jalons tenus)").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert ElementTree.parse(file).getroot().tag.endswith("svg")


def test_a_quarter_opens_its_milestones_from_the_keyboard(page: Page, fund: None) -> None:
    page.goto("/tableau-de-bord")
    columns = page.locator("#jalons svg.quarters a")
    told = columns.first.locator("title").text_content() or ""
    columns.first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/calendrier[?].*genre=jalons"))
    count = sum(int(word) for word in told.partition("\u00a0: ")[2].split() if word.isdigit())
    expect(page.locator("#contenu tbody th[scope=row]")).to_have_count(count)
