"""The network in a real browser: reached by key, highlighted by style alone, nothing sideways on a phone."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests import factories as make
from tests.browser.conftest import LiveServer


def test_a_region_reached_by_key_lights_its_arcs_and_opens_its_organisations(
    page: Page, live_server: LiveServer
) -> None:
    with Session(live_server.engine) as session:
        north, west = (make.a_project(session, region_code=code) for code in ("32", "53"))
        both = make.an_organisation(session, name="Atelier des deux rives")
        for project in (north, west):
            make.a_partner(session, project, both)
        make.a_partner(session, north)
        session.commit()
    page.goto("/reseau")
    figure = page.locator("#entre-regions")
    place = figure.locator(".place").first
    expect(place.locator("a .label")).to_have_text("Hauts-de-France")
    expect(place.locator(".lit path")).to_have_css("visibility", "hidden")
    place.locator("a").focus()
    expect(place.locator(".lit path")).to_have_css("visibility", "visible")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Organisations du réseau")
    expect(page.locator("tbody")).to_contain_text("Atelier des deux rives")
    page.get_by_role("link", name="Atelier des deux rives").click()
    expect(page.locator("#autour .place")).to_have_count(2)
    for address in ("/reseau", page.url):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
