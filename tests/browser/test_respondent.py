"""A partner from its link to its thanks, on a phone or at a desk, with script or without, come what may."""

import time

import pytest
from playwright.sync_api import Page, expect

from app.models import Invitation
from tests import factories as make
from tests.app.assessments.situations import QUESTIONS
from tests.browser.conftest import screenshot
from tests.browser.partners import DESK, PHONE, Partner, level, saved

pytestmark = pytest.mark.browser
# What a first-time reader takes, on top of what the browser itself waits.
WELCOME = 75.0  # the welcome page holds some 220 words, read at 180 words a minute
PER_AXIS = 8.0  # its lead and instruction
PER_QUESTION = 12.0  # a sentence of 12 words read, weighed, one level touched
REVIEW = 60.0
LIMIT = 600.0
FILLED = {"resultats": 8, "relation": 7, "innovation": 4, "performance": 4, "confiance": 5}


def fill_screen(page: Page, code: str) -> int:
    lines = page.locator(f"#ecran-{code}:not([hidden]) fieldset[data-cell]")
    expect(lines).to_have_count(FILLED[code])
    for place in range(lines.count()):
        lines.nth(place).locator(".level").nth(place % 5).click()
    return lines.count()


@pytest.mark.parametrize(("size", "name"), [(PHONE, "telephone"), (DESK, "bureau")])
def test_from_the_link_to_the_thanks_in_under_ten_minutes(partner: Partner, size: dict[str, int], name: str) -> None:
    with partner.database() as session:
        token = make.a_live_token(session, session.query(Invitation).one())
    page, taps = partner.open(size, inside=False), 0
    started = time.monotonic()
    page.goto(f"/invitation/{token}")
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text("Qui verra quoi")).to_be_visible()
    screenshot(page, f"partenaire-{name}-accueil")
    page.get_by_role("link", name="Commencer").click()
    screenshot(page, f"partenaire-{name}-priorites")
    level(page, "priorite-D1", "2")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    taps += 4
    for code, questions in FILLED.items():
        assert fill_screen(page, code) == questions
        screenshot(page, f"partenaire-{name}-{code}")
        page.get_by_role("button", name="Enregistrer et continuer").click()
        taps += questions + 1
    page.wait_for_url("**/relecture")
    expect(page.get_by_text("28 réponses sur 28")).to_be_visible()
    screenshot(page, f"partenaire-{name}-relecture")
    page.get_by_role("button", name="Envoyer ma grille").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    taps += 1
    screenshot(page, f"partenaire-{name}-merci")
    reading = WELCOME + 6 * PER_AXIS + 28 * PER_QUESTION + REVIEW
    spent = time.monotonic() - started + reading
    print(f"{name} : {taps} gestes, {spent:.0f} s dont {reading:.0f} s de lecture")  # noqa: T201
    assert taps <= 40
    assert spent < LIMIT
    assert len(partner.levels()) == 28


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["telephone", "bureau"])
def test_the_same_journey_without_script(partner: Partner, size: dict[str, int]) -> None:
    with partner.database() as session:
        token = make.a_live_token(session, session.query(Invitation).one())
    page = partner.open(size, script=False, inside=False)
    page.goto(f"/invitation/{token}")
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("link", name="Commencer").click()
    level(page, "priorite-D1", "2")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    for code in FILLED:
        fill_screen(page, code)
        page.get_by_role("button", name="Enregistrer et continuer").click()
    assert page.url.endswith("/relecture")
    page.get_by_role("button", name="Envoyer ma grille").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    assert [code for code in QUESTIONS if f"observed-{code}" not in partner.levels()] == []


def test_by_keyboard_alone_with_the_keys_of_the_fund(partner: Partner) -> None:
    page = partner.open(DESK)
    page.goto(f"{partner.home}/axes/resultats")
    page.locator("#v-observed-A1-1-0").focus()
    for key in ["3", "4", "x", "?", "0", "ArrowUp", "1", "2", "3"]:
        page.keyboard.press(key, delay=40)
    page.keyboard.press("4", delay=40)
    expect(page.get_by_role("button", name="Enregistrer et continuer")).to_be_focused()
    saved(page)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Relation partenariale")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.url.endswith("/axes/relation")
    levels = partner.levels()
    assert [levels[f"observed-{code}"] for code in ("A1.1", "A1.2", "A1.3", "A2.1", "A2.2", "A3.1")] == [
        3, 4, "NA", "NSP", 1, 2,
    ]  # fmt: skip


def test_back_and_forward_move_between_axes(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/resultats")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.locator("h1")).to_have_text("Relation partenariale")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Résultats")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Relation partenariale")
    page.reload()
    expect(page.locator("h1")).to_have_text("Relation partenariale")


def test_a_comment_is_kept_while_it_is_written(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/resultats")
    page.locator("#q-observed-A1-1 summary").click()
    page.locator("#c-observed-A1-1").press_sequentially("Trois communes sur quatre")
    saved(page)
    expect(page.locator("#c-observed-A1-1")).to_be_focused()
    page.reload()
    expect(page.locator("#c-observed-A1-1")).to_have_value("Trois communes sur quatre")


def test_priority_zero_takes_its_question_away_at_once(partner: Partner) -> None:
    page = partner.open()
    page.goto(f"{partner.home}/axes/priorites")
    level(page, "priorite-D1", "0")
    saved(page)
    expect(page.locator("#avancement")).to_contain_text("sur 27")
    page.locator(".screens").get_by_role("link", name="Impact performance").click()
    expect(page.locator("#critere-D1")).to_contain_text("sans objet pour vous")
    page.get_by_role("link", name="Revoir vos priorités").click()
    level(page, "priorite-D1", "1")
    expect(page.locator("#avancement")).to_contain_text("sur 28")
