"""A partner whose connection, visit or campaign ends while it answers: nothing it gave is lost from sight."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import accessibility_faults, screenshot
from tests.browser.partners import DESK, Partner, close_campaign, kept, level, saved

pytestmark = pytest.mark.browser


def test_a_lost_connection_keeps_what_is_answered_and_sends_it_later(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/resultats")
    page.context.set_offline(True)
    level(page, "observed-A1.1", "3")
    level(page, "observed-A1.2", "NSP")
    expect(page.locator("#etat")).to_contain_text("Hors connexion")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    level(page, "observed-B1.1", "2")
    expect(page.locator("#etat")).to_contain_text("3 réponses gardées sur cet appareil")
    expect(page.locator("#avancement")).to_contain_text("3 réponses sur 28")
    screenshot(page, "partenaire-hors-connexion")
    assert partner.levels() == {}
    page.context.set_offline(False)
    saved(page)
    assert partner.levels() == {"observed-A1.1": 3, "observed-A1.2": "NSP", "observed-B1.1": 2}
    assert kept(page) == []


def test_a_tab_closed_without_connection_loses_nothing(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/resultats")
    page.context.set_offline(True)
    level(page, "observed-A1.1", "3")
    expect(page.locator("#etat")).to_contain_text("1 réponse gardée")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"{partner.home}/axes/resultats")
    saved(again)
    expect(again.locator('[name="value-observed-A1.1"][value="3"]')).to_be_checked()
    assert partner.levels() == {"observed-A1.1": 3}


def test_two_tabs_without_connection_keep_what_each_was_given(partner: Partner) -> None:
    first = partner.open()
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"{partner.home}/axes/resultats")
    first.context.set_offline(True)
    level(first, "observed-A1.1", "3")
    level(second, "observed-A1.2", "1")
    assert len(kept(first)) == 2
    first.close()
    second.context.set_offline(False)
    second.reload()
    saved(second)
    assert partner.levels() == {"observed-A1.1": 3, "observed-A1.2": 1}
    assert kept(second) == []


def test_quitting_leaves_nothing_on_a_shared_computer(partner: Partner) -> None:
    page = partner.open(DESK)
    page.goto(f"{partner.home}/axes/resultats")
    page.route("**/reponses", lambda route: route.abort())
    level(page, "observed-A1.1", "3")
    expect(page.locator("#etat")).to_contain_text("Hors connexion")
    page.get_by_role("button", name="Quitter").click()
    expect(page.locator("#messages")).to_contain_text("pas encore envoyées")
    page.get_by_role("button", name="Quitter").click()
    page.wait_for_url("**/au-revoir")
    assert kept(page) == []


def test_the_review_waits_for_what_is_not_sent(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/confiance")
    page.context.set_offline(True)
    level(page, "observed-E1.1", "3")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.locator("#messages")).to_contain_text("La relecture s’ouvrira")
    page.context.set_offline(False)
    page.wait_for_url("**/relecture")
    expect(page.locator("#avancement")).to_contain_text("1 réponse sur 28")


def test_an_acknowledgement_lost_on_its_way_makes_no_conflict(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/resultats")

    def lose_reply(route) -> None:  # type: ignore[no-untyped-def]
        route.fetch()
        route.abort()

    page.route("**/reponses", lose_reply)
    level(page, "observed-A1.1", "3")
    expect(page.locator("#etat")).to_contain_text("Hors connexion")
    level(page, "observed-A1.1", "4")
    page.unroute("**/reponses")
    saved(page)
    expect(page.locator(".either")).to_have_count(0)
    assert partner.levels() == {"observed-A1.1": 4}


def test_a_visit_that_ended_asks_for_the_link_and_loses_nothing(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/resultats")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    level(page, "observed-A1.1", "3")
    expect(page.locator("#etat")).to_contain_text("rouvrez le lien reçu par courriel")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(partner.home)
    expect(page.locator("#avancement")).to_contain_text("1 réponse sur 28")
    assert partner.levels() == {"observed-A1.1": 3}


def test_an_answer_after_the_closing_is_shown_back(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/resultats")
    close_campaign(partner)
    level(page, "observed-A1.1", "3")
    notice = page.locator("#messages .late-answers")
    expect(notice).to_contain_text("Les actions prévues ensemble ont été réalisées.")
    expect(notice).to_contain_text("3 – Fort")
    expect(page.locator("#etat")).to_contain_text("ne reçoit plus de réponses")
    screenshot(page, "partenaire-trop-tard")
    assert accessibility_faults(page) == []
    notice.get_by_role("button", name="effacer de cet appareil").click()
    page.wait_for_url(f"**{partner.home}")
    assert kept(page) == []
