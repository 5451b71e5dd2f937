"""A partner on two devices: neither overwrites the other silently."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import accessibility_faults, screenshot
from tests.browser.partners import DESK, Partner, level, saved

pytestmark = pytest.mark.browser


def test_two_devices_show_both_answers_where_the_question_is(partner: Partner) -> None:
    phone, desk = partner.open(), partner.open(DESK)
    for page in (phone, desk):
        page.goto(f"{partner.home}/axes/resultats")
    level(desk, "observed-A1.1", "4")
    saved(desk)
    level(phone, "observed-A1.1", "1")
    both = phone.locator("#s-observed-A1-1 .either")
    expect(both).to_contain_text("1 – Faible")
    expect(both).to_contain_text("4 – Très fort")
    expect(phone.locator("#etat")).to_contain_text("Une question a reçu deux réponses")
    screenshot(phone, "partenaire-deux-reponses")
    assert accessibility_faults(phone) == []
    assert partner.levels() == {"observed-A1.1": 4}
    both.get_by_text("1 – Faible").click()
    saved(phone)
    assert partner.levels() == {"observed-A1.1": 1}
    level(desk, "observed-A1.1", "2")
    desk.locator("#s-observed-A1-1 .either").get_by_text("1 – Faible").click()
    expect(desk.locator('[name="value-observed-A1.1"][value="1"]')).to_be_checked()
    saved(desk)
    assert partner.levels() == {"observed-A1.1": 1}


def test_a_conflict_left_aside_is_found_again(partner: Partner) -> None:
    phone, desk = partner.open(), partner.open(DESK)
    for page in (phone, desk):
        page.goto(f"{partner.home}/axes/resultats")
    level(desk, "observed-A1.1", "4")
    saved(desk)
    level(phone, "observed-A1.1", "1")
    expect(phone.locator(".either")).to_be_visible()
    phone.goto(f"{partner.home}/relecture")
    phone.get_by_role("link", name="choisissez").click()
    phone.locator(".either").get_by_text("4 – Très fort").click()
    saved(phone)
    assert partner.levels() == {"observed-A1.1": 4}


def test_a_conflict_on_another_axis_is_one_press_away(partner: Partner) -> None:
    phone, desk = partner.open(), partner.open(DESK)
    for page in (phone, desk):
        page.goto(f"{partner.home}/axes/resultats")
    level(desk, "observed-A1.1", "4")
    saved(desk)
    phone.context.set_offline(True)
    level(phone, "observed-A1.1", "1")
    phone.get_by_role("button", name="Enregistrer et continuer").click()
    phone.context.set_offline(False)
    phone.get_by_role("link", name="choisissez").click()
    expect(phone.locator("h1")).to_have_text("Résultats")
    phone.locator(".either").get_by_text("1 – Faible").click()
    saved(phone)
    assert partner.levels() == {"observed-A1.1": 1}
