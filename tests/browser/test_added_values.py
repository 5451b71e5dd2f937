"""Saying what an alliance gained and the time it took, then reading both, in a real browser, script or not."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app.models import User
from app.web.cookies import SESSION, cookie_name
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot, sign_in
from tests.factories import a_partner, a_project, an_organisation

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}


@pytest.fixture
def code(live_server: LiveServer) -> str:
    with Session(live_server.engine) as session:
        project = a_project(session, title="Un lieu commun", status="en_cours")
        a_partner(session, project, an_organisation(session, name="Les Ateliers du Canal"))
        session.commit()
        return project.code


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-{screen}")


def say_a_value(page: Page) -> None:
    page.get_by_label("Agilité\u00a0: Délai comparé, en jours").check()
    page.get_by_label("Au moins").fill("12")
    page.get_by_label("Au plus").fill("20")
    page.get_by_label("Du", exact=True).fill("01/01/2025")
    page.get_by_label("Au", exact=True).fill("31/12/2025")
    page.get_by_label("Sans l’alliance").fill("Chacun aurait ouvert son propre lieu.")
    page.get_by_label("Comment les bornes sont établies").fill("Deux calendriers comparés.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Valeur ajoutée enregistrée.")).to_be_visible()


def say_a_time(page: Page) -> None:
    page.get_by_role("link", name="Les Ateliers du Canal", exact=True).click()
    page.get_by_label("Du", exact=True).fill("01/01/2025")
    page.get_by_label("Au", exact=True).fill("31/12/2025")
    page.get_by_label("Jours").fill("8,3")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Comptez par demi-journées")
    page.get_by_label("Jours").fill("8")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Temps de coordination enregistré.")).to_be_visible()


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_value_and_its_time_are_said_then_read_side_by_side(
    page: Page, live_server: LiveServer, code: str, screen: str
) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto(f"/projets/{code}/valeurs-ajoutees")
    looked_at(page, "valeurs-ajoutees-vide", screen)
    page.locator(".head").get_by_role("link", name="Ajouter une valeur").click()
    looked_at(page, "valeurs-ajoutees-saisie", screen)
    say_a_value(page)
    say_a_time(page)
    expect(page.locator("#cote-a-cote")).to_contain_text("pour 8\u00a0jours de coordination déclarés.")
    looked_at(page, "valeurs-ajoutees-projet", screen)
    page.goto("/valeurs-ajoutees")
    page.locator("#agilite summary").click()
    looked_at(page, "valeurs-ajoutees-portefeuille", screen)
    page.get_by_role("link", name="Délai comparé").first.click()
    expect(page.get_by_role("link", name="Un lieu commun")).to_be_visible()
    looked_at(page, "valeurs-ajoutees-liste", screen)


def test_without_script_it_is_the_same(browser: Browser, live_server: LiveServer, manager: User, code: str) -> None:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    token = sign_in(live_server, manager)
    context.add_cookies([{"name": cookie_name(SESSION), "value": token, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/projets/{code}/valeurs-ajoutees/nouvelle")
    say_a_value(page)
    say_a_time(page)
    expect(page.locator("#cote-a-cote")).to_contain_text("12 à 20\u00a0jours")
    context.close()
