"""A token is made in a real browser, by keyboard and on a telephone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from app import clock
from tests.browser.conftest import accessibility_faults, screenshot

pytestmark = pytest.mark.browser


def shoot(page: Page, name: str) -> None:
    for width, label in ((1280, "bureau"), (390, "telephone")):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} {label}"
        screenshot(page, f"{name}-{label}")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_i_make_a_token_copy_it_and_revoke_it(page: Page) -> None:
    page.goto("/mon-compte")
    page.get_by_role("link", name="Nouveau jeton").click()
    page.get_by_label("À quoi il sert").fill("Tableau de bord")
    page.get_by_label("Créer et modifier des jalons").check()
    assert accessibility_faults(page) == []
    shoot(page, "jeton-nouveau")
    page.get_by_label("Valable jusqu’au").fill("demain")
    page.get_by_role("button", name="Créer le jeton").click()
    assert page.get_by_label("À quoi il sert").input_value() == "Tableau de bord"
    shoot(page, "jeton-refuse")
    page.get_by_label("Valable jusqu’au").fill(in_a_month())
    page.get_by_role("button", name="Créer le jeton").click()
    token = page.get_by_label("Jeton", exact=True).input_value()
    assert token.startswith("odd17_")
    assert accessibility_faults(page) == []
    shoot(page, "jeton-cree")
    assert page.request.get("/api/v1/milestones", headers={"Authorization": f"Bearer {token}"}).status == 200
    page.get_by_role("main").get_by_role("link", name="Mon compte").first.click()
    assert accessibility_faults(page) == []
    shoot(page, "jetons")
    page.get_by_role("button", name="Révoquer").click()
    page.get_by_text("Ce jeton est révoqué.").wait_for()
    assert page.request.get("/api/v1/milestones", headers={"Authorization": f"Bearer {token}"}).status == 401


def in_a_month() -> str:
    return f"{clock.today() + timedelta(days=30):%d/%m/%Y}"
