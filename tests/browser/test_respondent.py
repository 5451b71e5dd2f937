"""A partner from its link to its thanks, on a phone or at a desk, with script or without, come what may."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from app import clock
from app.assessments import service
from app.models import Campaign, Invitation, Respondent
from tests import factories as make
from tests.app.assessments.situations import QUESTIONS
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.browser.partners import DESK, PHONE, Partner, invite

pytestmark = pytest.mark.browser
# What a first-time reader takes, on top of what the browser itself waits.
WELCOME = 75.0  # the welcome page holds some 220 words, read at 180 words a minute
PER_AXIS = 8.0  # its lead and instruction
PER_QUESTION = 12.0  # a sentence of 12 words read, weighed, one level touched
REVIEW = 60.0
LIMIT = 600.0
FILLED = {"resultats": 8, "relation": 7, "innovation": 4, "performance": 4, "confiance": 5}


@pytest.fixture
def partner(live_server: LiveServer, browser: Browser) -> Partner:
    found = invite(live_server, browser, ("association", "collectivite", "entreprise"))
    yield found  # type: ignore[misc]
    assert found.close() == []


def saved(page: Page) -> None:
    expect(page.locator("#enregistre")).to_be_visible(timeout=10_000)
    expect(page.locator("#enregistre")).to_contain_text("Enregistré à", timeout=10_000)


def level(page: Page, cell: str, value: str) -> None:
    page.locator(".level").filter(has=page.locator(f'[name="value-{cell}"][value="{value}"]')).click()


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


@pytest.mark.parametrize("moment", ["in_itinere", "ex_ante"])
def test_every_page_reads_well_and_never_scrolls_sideways(
    live_server: LiveServer, browser: Browser, moment: str
) -> None:
    partner = invite(live_server, browser, ("collectivite", "association"), moment)
    for size, name in ((PHONE, "telephone"), (DESK, "bureau")):
        page = partner.open(size)
        for path in ("", "/axes/priorites", "/axes/relation", "/axes/performance", "/relecture", "/recu"):
            page.goto(partner.home + path)
            assert accessibility_faults(page) == [], f"{name} {path}"
            if size is PHONE:
                assert small_targets(page) == [], path
                page.set_viewport_size({"width": 320, "height": 700})
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
                page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            screenshot(page, f"partenaire-{moment}-{name}{path.replace('/', '-')}")
    assert partner.close() == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["telephone", "bureau"])
def test_the_pages_of_the_end_read_well_too(partner: Partner, size: dict[str, int]) -> None:
    plain, page = partner.open(size), partner.open(size)
    plain.route("**/answers/main.js*", lambda route: route.abort())  # without our script, but axe needs its own
    plain.goto(f"{partner.home}/axes/resultats")
    page.goto(f"{partner.home}/axes/resultats")
    level(page, "observed-A1.1", "4")
    saved(page)
    level(plain, "observed-A1.1", "1")
    plain.get_by_role("button", name="Enregistrer et continuer").click()
    expect(plain.locator(".either")).to_contain_text("4 – Très fort")
    assert faults_at_both_widths(plain, size) == []
    page.goto(f"{partner.home}/relecture")
    page.get_by_role("button", name="Envoyer ma grille").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    assert faults_at_both_widths(page, size) == []
    plain.get_by_role("button", name="Enregistrer et continuer").click()
    expect(plain.get_by_role("heading", name="trop tard")).to_be_visible()
    assert faults_at_both_widths(plain, size) == []
    page.get_by_role("button", name="Corriger mes réponses").click()
    close_campaign(partner)
    page.goto(partner.home)
    expect(page.get_by_text("La campagne est close")).to_be_visible()
    assert faults_at_both_widths(page, size) == []


def faults_at_both_widths(page: Page, size: dict[str, int]) -> list[str]:
    found = accessibility_faults(page)
    page.set_viewport_size({"width": 320, "height": 700})
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        found.append("scrolls sideways at 320 px")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    return found


def close_campaign(partner: Partner) -> None:
    with partner.database() as session:
        campaign = session.get_one(Campaign, session.get_one(Respondent, partner.respondent_id).campaign_id)
        service.close_campaign(session, campaign=campaign, user=None, now=clock.now())


def test_the_receipt_prints_on_two_pages(live_server: LiveServer, browser: Browser) -> None:
    partner = invite(live_server, browser, ("association", "collectivite"), "ex_ante")
    page = partner.open(DESK)
    page.goto(f"{partner.home}/recu")
    paper = page.pdf(format="A4", print_background=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 2
    partner.close()


def small_targets(page: Page) -> list[str]:
    """What a finger touches: at least 44 px high, but for links inside a sentence."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('.level label, button, .button, summary, .screens a')]
        .filter((target) => target.offsetParent && target.getBoundingClientRect().height < 44)
        .map((target) => target.outerHTML.slice(0, 120))"""
    )


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('odd17-reponses-'))")  # type: ignore[no-any-return]
