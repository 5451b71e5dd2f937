"""Results, regions and method as they are read in a real browser, on a desk and on a phone."""

from datetime import date

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}


@pytest.fixture
def addresses(live_server: LiveServer) -> dict[str, str]:
    with Session(live_server.engine) as session:
        project, partners = a_project_with_partners(session)
        a_published_campaign(session, project, partners, 2, 2, 1, moment="ex_ante", held_on=date(2024, 2, 1))
        campaign, _ = a_published_campaign(session, project, partners, 1, 3, None)
        here = f"/projets/{project.code}/resultats"
        why = f"{here}/{campaign.id}/performance"
        session.commit()
    return {
        "resultats": here,
        "pourquoi": why,
        "regions": "/regions?axe=innovation",
        "regions-tous": "/regions?axe=tous",
        "region": "/regions/interregional",
        "methode": "/methode",
    }


@pytest.mark.parametrize("screen", WIDTHS)
def test_nothing_hides_from_anyone_nor_scrolls_sideways(page: Page, addresses: dict[str, str], screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    for name, address in addresses.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        screenshot(page, f"{name}-{screen}")
        assert accessibility_faults(page) == []
