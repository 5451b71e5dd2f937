"""The calendar in a real browser: its three views on both widths, a milestone done, a subscription, the reminders."""

from datetime import timedelta

import icalendar
import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from app import clock
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.factories import a_campaign, a_milestone, a_project, an_instalment, an_investment

pytestmark = pytest.mark.browser


@pytest.fixture
def dated(live_server: LiveServer) -> None:
    today = clock.today()
    with Session(live_server.engine) as session:
        project = a_project(session, title="Pacte alimentaire", starts_on=today - timedelta(days=40))
        a_milestone(session, project, title="Convention", due_on=today - timedelta(days=9))
        a_milestone(session, project, title="Point d’étape", due_on=today)
        investment = an_investment(session, project)
        an_instalment(session, investment, "12000", due_on=today + timedelta(days=12))
        a_campaign(session, project, closes_on=today + timedelta(days=5))
        session.commit()


def shoot(page: Page, name: str) -> None:
    assert accessibility_faults(page) == [], name
    for width, label in ((390, "telephone"), (1280, "bureau")):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} {label}"
        screenshot(page, f"{name}-{label}")


def test_i_look_at_the_calendar_and_say_that_a_milestone_is_done(page: Page, dated: None) -> None:
    page.goto("/calendrier")
    assert page.locator("td[aria-current=date]").get_by_text("Point d’étape").is_visible()
    shoot(page, "calendrier-mois")
    page.get_by_role("navigation", name="Vue").get_by_role("link", name="Par projet").click()
    page.get_by_role("link", name="Jalon\u00a0: Convention").focus()
    shoot(page, "calendrier-projets")
    page.get_by_role("link", name="En retard (1)").click()
    shoot(page, "calendrier-liste")
    page.get_by_role("button", name="C’est fait Convention, Pacte alimentaire").click()
    page.get_by_text("Convention\u202f: c’est fait.").wait_for()
    assert page.get_by_text("Rien n’est en retard.").is_visible()


def test_i_subscribe_and_choose_my_reminders(page: Page, dated: None) -> None:
    page.goto("/calendrier")
    page.get_by_role("link", name="S’abonner au calendrier").click()
    page.get_by_label("Nom").fill("Téléphone")
    shoot(page, "abonnement")
    page.get_by_role("button", name="Créer l’adresse").click()
    address = page.get_by_label("Adresse", exact=True).input_value()
    shoot(page, "abonnement-adresse")
    path = address[address.index("/calendrier") :]
    read = page.request.get(path)
    assert len(icalendar.Calendar.from_ical(read.text()).walk("VEVENT")) == 5
    page.goto("/mon-compte/rappels")
    page.get_by_label("Chaque matin").check()
    shoot(page, "rappels")
    page.get_by_role("button", name="Enregistrer").first.click()
    page.get_by_text("Vos rappels sont enregistrés.").wait_for()
    assert page.get_by_label("Chaque matin").is_checked()
