"""Following up a campaign by keyboard: seeing who is silent, reminding them, extending, replacing a contact."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Letter, LetterKind
from app.web.filters import date_fr
from tests import factories as make
from tests.app.followup.situations import (
    DAY,
    a_letter,
    a_silent,
    an_invited,
    an_open_campaign,
    gave,
    live,
)
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def campaign(live_server: LiveServer) -> int:
    """Six partners: submitted, under way, invited, opened, a letter that did not leave, no address."""
    with Session(live_server.engine) as session:
        campaign = an_open_campaign(session)
        make.submitted(session, an_invited(session, campaign, "Communauté de communes de Flandre", opened=True))
        under_way = an_invited(session, campaign, "Université du Littoral", opened=True)
        gave(session, under_way, "A1.1", "A1.2", "A1.3", "B1.1", invitation=live(session, under_way))
        an_invited(session, campaign, "Collectif Flandre en commun")
        an_invited(session, campaign, "Coopérative du Blootland", opened=True)
        lost = an_invited(session, campaign, "Fondation des Dunes")
        at = clock.now() - 3 * DAY
        fate = {"sent_at": None, "failed_at": at, "failure": "Cette adresse n’existe pas chez son hébergeur."}
        a_letter(session, live(session, lost), at, LetterKind.REMINDER, **fate)
        a_silent(session, campaign, "Conseil citoyen", email="")
        session.commit()
        return campaign.id


def reach(page: Page, name: str, role: str = "link") -> None:
    """With the Tab key alone."""
    wanted = page.get_by_role(role, name=name, exact=False).first  # type: ignore[arg-type]
    for _ in range(90):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach « {name} »")


def reminders(live_server: LiveServer) -> int:
    with Session(live_server.engine) as session:
        query = select(func.count(Letter.id)).where(Letter.kind == LetterKind.REMINDER, Letter.sent_at.is_(None))
        return session.scalar(query.where(Letter.failed_at.is_(None))) or 0


def test_the_silent_are_reminded_by_keyboard(page: Page, live_server: LiveServer, campaign: int) -> None:
    page.goto(f"/campagnes/{campaign}/suivi")
    assert accessibility_faults(page) == []
    screenshot(page, "suivi-campagne-1280")
    reach(page, "Relancer 4")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Relancer les partenaires")
    assert accessibility_faults(page) == []
    screenshot(page, "suivi-relance-1280")
    page.locator("#respondent").focus()
    page.keyboard.press("Space")
    reach(page, "Envoyer les relances", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("courriels partent")
    assert reminders(live_server) == 3


def test_more_time_and_another_contact_by_keyboard(page: Page, live_server: LiveServer, campaign: int) -> None:
    page.goto(f"/campagnes/{campaign}/suivi")
    page.locator("#closes_on").focus()
    page.keyboard.type(date_fr(clock.today() + timedelta(days=45)))
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("La campagne est prolongée")
    reach(page, "Corriger le contact")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Fondation des Dunes")
    assert accessibility_faults(page) == []
    screenshot(page, "suivi-partenaire-1280")
    page.locator("#contact_email").fill("accueil@exemple.fr")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("accueil@exemple.fr")


def test_on_a_phone_the_board_is_a_list_of_facts(page: Page, campaign: int) -> None:
    page.set_viewport_size(PHONE)
    for name, address in [("campagne", f"/campagnes/{campaign}/suivi"), ("portefeuille", "/suivi")]:
        page.goto(address)
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        screenshot(page, f"suivi-{name}-390")


def test_the_portfolio_is_filtered_as_one_chooses(page: Page, campaign: int) -> None:
    page.goto("/suivi")
    assert accessibility_faults(page) == []
    page.locator("#filtre-etat").focus()
    page.locator("#filtre-etat").select_option("sans-adresse")
    expect(page.locator("#liste")).not_to_contain_text("Université du Littoral")
    expect(page.locator("#liste")).to_contain_text("Conseil citoyen")
    assert "etat=sans-adresse" in page.url
    screenshot(page, "suivi-portefeuille-1280")
