"""Entering a grid by keyboard alone, as a practised person does it: 28 questions in under four minutes."""

import time
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.assessments import service
from app.models import Answer, Respondent
from tests import factories as make
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot

pytestmark = pytest.mark.browser
READING_A_QUESTION = 3.0  # seconds someone takes to read and decide; the browser itself waits much less
LIMIT = 240
KEYS = ["3", "4", "2", "0", "x", "?", "1"]


@pytest.fixture
def grid(live_server: LiveServer) -> str:
    """The empty grid of a collectivité, invited with an association."""
    with Session(live_server.engine) as session:
        project = make.a_project(session, title="Bien vieillir en Flandre")
        profiles = ("collectivite", "association")
        partners = [
            make.a_partner(session, project, make.an_organisation(session, profile_code=code)) for code in profiles
        ]
        campaign = service.open_campaign(
            session, project=project, moment="in_itinere", held_on=date(2026, 11, 2), partners=partners, user=None
        )
        first = session.scalars(select(Respondent).order_by(Respondent.id)).first()
        assert first
        session.commit()
        return f"/campagnes/{campaign.id}/reponses/{first.id}"


def stored(live_server: LiveServer) -> list[tuple[str, int | None, str | None]]:
    with Session(live_server.engine) as session:
        rows = session.execute(
            select(Answer.question_code, Answer.level, Answer.no_level).order_by(Answer.question_code)
        )
        return [(row.question_code, row.level, row.no_level) for row in rows]


def saved(page: Page) -> None:
    expect(page.locator("#etat")).to_contain_text("Enregistré à", timeout=10_000)


def test_a_whole_grid_by_keyboard_in_under_four_minutes(page: Page, live_server: LiveServer, grid: str) -> None:
    page.goto(grid)
    started = time.monotonic()
    page.locator("#q-priorite-D1 input:checked").focus()
    for key in ["2", "1", "1", "2"]:
        page.keyboard.press(key, delay=60)
    for place in range(28):
        page.keyboard.press(KEYS[place % len(KEYS)], delay=60)
    saved(page)
    expect(page.locator("#avancement")).to_contain_text("28")
    measured = time.monotonic() - started
    screenshot(page, "grille-saisie")
    keys = {"NA": "x", "NSP": "?"}
    assert [keys.get(word or "", str(level)) for _, level, word in stored(live_server)] == KEYS * 4
    print(f"saisie au clavier : {measured:.1f} s sans lecture")  # noqa: T201
    assert measured + 32 * READING_A_QUESTION < LIMIT


def test_arrows_comments_evidence_and_erasing(page: Page, live_server: LiveServer, grid: str) -> None:
    page.goto(grid)
    page.locator("#v-observed-A1-1-0").focus()
    page.keyboard.press("3")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q-observed-A1-1")).to_have_class("question now")
    page.keyboard.press("c")
    page.keyboard.type("Vu en comité, 3 fois.")
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    saved(page)
    with Session(live_server.engine) as session:
        row = session.scalars(select(Answer)).one()
        assert (row.level, row.comment, row.evidence) == (3, "Vu en comité, 3 fois.", 1)
    page.keyboard.press("Delete")
    expect(page.locator("#avancement")).to_contain_text("0")
    saved(page)
    assert stored(live_server) == [("A1.1", None, None)]


def test_a_failure_is_seen_kept_and_sent_again(page: Page, live_server: LiveServer, grid: str) -> None:
    tab = page.context.new_page()  # the browser notes the failed request in its console, as it should
    tab.goto(grid)
    tab.route("**/reponses/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    tab.locator("#v-observed-A1-1-0").focus()
    tab.keyboard.press("4")
    expect(tab.locator("#etat")).to_contain_text("Pas encore enregistré")
    assert stored(live_server) == []
    tab.unroute("**/reponses/*")
    saved(tab)
    assert stored(live_server) == [("A1.1", 4, None)]


def test_two_tabs_on_one_question_show_both_answers(page: Page, live_server: LiveServer, grid: str) -> None:
    page.goto(grid)
    other = page.context.new_page()
    other.goto(grid)
    page.locator("#v-observed-A1-1-0").focus()
    page.keyboard.press("4")
    saved(page)
    other.locator("#v-observed-A1-1-0").focus()
    other.keyboard.press("1")
    expect(other.locator("#s-observed-A1-1")).to_contain_text("Deux réponses")
    assert stored(live_server) == [("A1.1", 4, None)]
    screenshot(other, "grille-deux-reponses")
    other.locator("#v-observed-A1-1-2").check(force=True)
    expect(other.locator("#s-observed-A1-1")).not_to_contain_text("Deux réponses")
    assert stored(live_server) == [("A1.1", 2, None)]


def test_pressing_quickly_twice_keeps_the_last_answer(page: Page, live_server: LiveServer, grid: str) -> None:
    page.goto(grid)
    page.locator("#v-observed-A1-1-0").focus()
    for key in ["1", "ArrowUp", "2", "ArrowUp", "3"]:
        page.keyboard.press(key)
    saved(page)
    expect(page.locator("#s-observed-A1-1 [role=alert]")).to_have_count(0)
    assert stored(live_server) == [("A1.1", 3, None)]


def test_priority_zero_greys_its_question_and_the_scores_hide_for_good(
    page: Page, live_server: LiveServer, grid: str
) -> None:
    page.goto(grid)
    page.locator("#q-priorite-D1 input:checked").focus()
    page.keyboard.press("0")
    expect(page.locator("#v-observed-D1-1-0")).to_be_disabled()
    expect(page.locator("#avancement")).to_contain_text("sur 27")
    page.locator("#en-ce-moment summary").click()
    page.reload()
    expect(page.locator("#scores")).to_be_hidden()


def test_a_blank_question_is_reached_from_the_page_that_lists_it(page: Page, grid: str) -> None:
    page.goto(f"{grid}/soumission")
    page.get_by_role("link", name="B1.2").click()
    expect(page.locator("#v-observed-B1-2-0")).to_be_focused()
    page.keyboard.press("3")
    saved(page)


def test_the_page_reads_well_and_saves_without_script(page: Page, live_server: LiveServer, grid: str) -> None:
    page.goto(grid)
    assert accessibility_faults(page) == []
    plain = page.context.browser
    assert plain
    context = plain.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(grid)
    tab.locator("#v-observed-A1-1-3").check(force=True)
    tab.locator("#axe-resultats button[type=submit]").click()
    expect(tab.locator(".flash")).to_contain_text("Une réponse est enregistrée")
    assert stored(live_server) == [("A1.1", 3, None)]
    context.close()


def test_the_grid_stays_one_column_on_a_phone(page: Page, live_server: LiveServer, grid: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(grid)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    screenshot(page, "grille-telephone")
    with Session(live_server.engine) as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 0
