"""What WCAG 2.2 added for forms: help in the same place, nothing asked twice, signing in without remembering."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from app.models.user import Role
from tests.accessibility.conftest import Site
from tests.accessibility.look import browsing
from tests.accessibility.reading import reached
from tests.accessibility.visits import Visit
from tests.accessibility.world import ANYBODY, HALF
from tests.support.html import text_of

pytestmark = pytest.mark.browser
HELP, CONTACT = "/aide", "Une question"
OF_THE_FUND = frozenset({Role.ADMIN, Role.GESTIONNAIRE, Role.EVALUATEUR, Role.LECTEUR})
OF_THE_INVITED = ("/ma-grille/", "/acces/{door_id}", "/vos-donnees")
PASTED = "phrase de passe, gardée ailleurs 9!"


def footer_of(page: Element) -> Element | None:
    return next((one for one in page.iter("footer") if one.get("class") == "foot"), None)


def help_on(page: Element) -> list[str]:
    """The ways to help of a page, in their order: the page of help, and whom to ask."""
    foot = footer_of(page)
    links = [a.get("href", "") for a in foot.iter("a")] if foot is not None else []
    told = [CONTACT] if foot is not None and CONTACT in text_of(foot) else []
    return [*(link for link in links if link == HELP), *told]


def test_help_is_in_the_same_place_on_every_page(visited: list[Visit]) -> None:
    """WCAG 3.2.6, told of those who work at the fund and of those who were invited. What is printed has no footer."""
    pages = [(visit, visit.page.tree) for visit in visited if visit.is_page and visit.page.tree is not None]
    seen = [(visit, help_on(page)) for visit, page in pages if footer_of(page) is not None]
    assert len(seen) > 250
    for visit, ways in seen:
        if visit.page.route.startswith(OF_THE_INVITED):
            assert ways == [CONTACT], visit.label
        elif visit.role in OF_THE_FUND:
            assert ways in ([HELP], [CONTACT]), visit.label
        else:
            assert ways in ([CONTACT], []), visit.label


def test_help_is_the_first_link_after_the_content(visited: list[Visit]) -> None:
    for visit in visited:
        if not visit.is_page or visit.page.tree is None or HELP not in help_on(visit.page.tree):
            continue
        foot = footer_of(visit.page.tree)
        assert foot is not None
        last = [one.get("href") for one in foot.iter("a")]
        assert last[0] == HELP, visit.label
        stops = [one.get("href") for one in reached(visit.page.tree) if one.tag == "a"]
        assert stops[-len(last) :] == last, visit.label


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with browsing(browser, site.url, site.world, Role.ADMIN) as page:
        yield page


def test_what_a_step_was_told_is_not_asked_again(page: Page) -> None:
    """WCAG 3.3.7, while an investment is registered: what is typed is there on coming back, and on the last page."""
    page.goto("/investissements/nouveau")
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Titre du projet").fill("Mobilité solidaire, encore")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url("**/territoire")
    page.go_back()
    page.reload()
    expect(page.get_by_label("Titre du projet")).to_have_value("Mobilité solidaire, encore")
    page.goto(re.sub(r"/[a-z]+$", "/verification", page.url))
    expect(page.locator("main")).to_contain_text("Mobilité solidaire, encore")


def test_the_contacts_of_partners_are_not_asked_again_for_a_campaign(page: Page, site: Site) -> None:
    query = """SELECT p.code, min(q.contact_email) FROM project p JOIN partner q ON q.project_id = p.id
        WHERE q.contact_email <> '' AND q.left_on IS NULL AND p.status = 'en_cours' GROUP BY 1 ORDER BY 1 LIMIT 1"""
    with site.engine.connect() as connection:
        code, email = connection.execute(text(query)).one()
    page.goto(f"/projets/{code}/campagnes/nouvelle")
    known = page.locator("main input[type=email]").evaluate_all("(all) => all.map((one) => one.value)")
    assert email in known


def test_signing_in_asks_nothing_to_remember_that_a_manager_cannot_fill(browser: Browser, site: Site) -> None:
    """WCAG 3.3.8: named for password managers, pasted into, and a way without a password."""
    with browsing(browser, site.url, site.world, ANYBODY) as page:
        page.goto("/connexion")
        email, password = page.get_by_label("Adresse électronique"), page.get_by_label("Mot de passe")
        assert (email.get_attribute("type"), email.get_attribute("autocomplete")) == ("email", "username")
        assert password.get_attribute("autocomplete") == "current-password"
        assert pastes(page, "#password", PASTED)
        assert puzzles(page) == 0
        page.get_by_role("link", name="Recevoir un lien de connexion").click()
        assert page.get_by_label("Adresse électronique").get_attribute("autocomplete") == "username"
        assert pastes(page, "#email", "personne@exemple.fr")
        assert puzzles(page) == 0


def test_the_second_step_takes_a_code_that_is_pasted_or_filled(browser: Browser, site: Site) -> None:
    with browsing(browser, site.url, site.world, HALF) as page:
        page.goto("/connexion/code")
        code = page.get_by_label("Code à six chiffres")
        assert code.get_attribute("autocomplete") == "one-time-code"
        assert code.get_attribute("inputmode") == "numeric"
        assert pastes(page, "#code", "123 456")
        assert puzzles(page) == 0


def test_a_new_password_may_come_from_a_manager(page: Page) -> None:
    page.goto("/mon-compte")
    fields = page.locator("main input[type=password]")
    assert fields.count() >= 2
    told = fields.evaluate_all("(all) => all.map((one) => one.autocomplete)")
    assert set(told) <= {"new-password", "current-password"}
    assert pastes(page, f"#{fields.first.get_attribute('id')}", PASTED)


def pastes(page: Page, field: str, words: str) -> bool:
    """By the keyboard, from another field of a page of ours: nothing stops it, nothing is cut."""
    page.evaluate(
        """(words) => { const one = document.createElement('textarea'); one.id = 'a-copier'; one.value = words;
        document.querySelector('main').append(one); }""",
        words,
    )
    page.focus("#a-copier")
    for keys in ("Control+a", "Control+x"):
        page.keyboard.press(keys)
    page.focus(field)
    for keys in ("Control+a", "Control+v"):
        page.keyboard.press(keys)
    page.evaluate("document.querySelector('#a-copier').remove()")
    return page.locator(field).input_value() == words


def puzzles(page: Page) -> int:
    """Pictures to recognise, drawings to copy, frames of others: none is on the way in."""
    return page.locator("main :is(img, canvas, iframe, audio, video, [draggable=true])").count()
