"""Écart des regards in a real browser: on a desk, on a phone, on the wall of a meeting, on paper."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app import clock
from app.invitations.sessions import open_session
from app.models import Respondent
from app.web.cookies import cookie_name
from app.web.guest import guest_cookie
from tests.app.restitution.situations import an_alliance, published, says
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.browser.conftest import SCREENSHOTS, LiveServer, accessibility_faults, screenshot
from tests.factories import a_measurement, an_indicator, an_invitation

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """Five partners of four profiles; the town disagrees, the company never answered."""
    with Session(live_server.engine) as session:
        profiles = ("association", "association", "collectivite", "academique", "entreprise")
        campaign, (first, second, town, lab, _) = an_alliance(session, *profiles)
        says(session, first, 3, {"A1.1": "Tout ce qui était prévu s’est fait, et un atelier de plus."}, B1_1=4)
        says(session, second, 3, {"B1.1": "Les rôles sont clairs depuis la charte."}, A1_1=4, C2_1="NSP")
        says(
            session,
            town,
            3,
            {"A1.1": "Nous attendons encore la moitié des ateliers.", "C1.1": "Utile aux communes voisines."},
            A1_1=0,
            B1_1=1,
            C3_1=1,
            D1_1=4,
        )
        says(session, lab, 2, {"A1.1": "Difficile à dire depuis l’université."}, C3_1=4)
        published(session, campaign)
        return f"/campagnes/{campaign.id}/restitution"


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_partner_reads_its_own_answers_beside_the_others(
    browser: Browser, live_server: LiveServer, address: str, screen: str
) -> None:
    context = browser.new_context(base_url=live_server.url, viewport={"width": WIDTHS[screen], "height": 900})
    with Session(live_server.engine) as session:
        own = session.query(Respondent).order_by(Respondent.id).first()
        assert own is not None
        token = open_session(session, invitation=an_invitation(session, own, "results"), now=clock.now())
        session.commit()
        name = cookie_name(guest_cookie(own.id))
        context.add_cookies([{"name": name, "value": token, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"/ma-grille/{own.id}/resultats")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_text("Votre regard est la marque pleine")).to_be_visible()
    screenshot(page, f"mes-resultats-{screen}")
    assert accessibility_faults(page) == []
    context.close()


@pytest.mark.parametrize("screen", WIDTHS)
def test_the_page_and_the_meeting_are_read_by_all(page: Page, address: str, screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    for name, query in {"restitution": "", "reunion-debut": "?reunion=1", "reunion": "?reunion=1&point=1"}.items():
        page.goto(address + query)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), query
        screenshot(page, f"{name}-{screen}")
        assert accessibility_faults(page) == []


def test_a_meeting_is_led_from_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}?reunion=1")
    press(page, "ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Les actions prévues ensemble")
    expect(page.locator("svg.strip").first).not_to_be_visible()
    press(page, "Enter")
    expect(page.locator("svg.strip").first).to_be_visible()
    expect(page.get_by_text("la collectivité\u00a00", exact=False)).to_be_visible()
    screenshot(page, "reunion-ouverte-bureau")
    assert accessibility_faults(page) == []
    press(page, "ArrowRight")
    expect(page.get_by_text("point 2 sur 6")).to_be_visible()
    expect(page.locator("svg.strip").first).not_to_be_visible()
    press(page, "ArrowLeft")
    expect(page.get_by_text("point 1 sur 6")).to_be_visible()
    press(page, "ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_have_text("Écart des regards")


@pytest.mark.parametrize("screen", WIDTHS)
def test_before_and_after_stand_side_by_side(page: Page, live_server: LiveServer, screen: str) -> None:
    with Session(live_server.engine) as session:
        project, partners = a_project_with_partners(session)
        a_published_campaign(session, project, partners, 1, 2, 1, moment="ex_ante", held_on=date(2024, 3, 1))
        a_published_campaign(session, project, partners, 3, 2, 1)
        a_measurement(session, an_indicator(session, project), 200)
        session.commit()
        address = f"/projets/{project.code}/evolution"
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"evolution-{screen}")
    assert accessibility_faults(page) == []
    page.pdf(path=SCREENSHOTS / "evolution.pdf", format="A4")


def test_on_paper_nothing_is_cut_and_the_tables_are_there(page: Page, address: str) -> None:
    page.goto(address)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.pdf(path=SCREENSHOTS / "restitution.pdf", format="A4")
    page.emulate_media(media="print")
    expect(page.get_by_role("cell", name="de 75,0 à 100,0").first).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator(".who").first).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator(".who").first).to_be_visible()


def press(page: Page, key: str) -> None:
    """Once the page is there with its script."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)
