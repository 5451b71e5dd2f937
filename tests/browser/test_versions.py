"""A new version of the grid, from a copy to its publication, in a real browser and at the keyboard."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.models import GridVersion
from tests.app.grids.drafts import a_version
from tests.app.regions.test_versions import SCORES, breton, published
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.evaluation.versions import without
from tests.factories import GRID

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}
HERE = "/methode/grilles"
WORDS = "Nous avons trouvé ensemble une solution qu’aucun n’avait seul."


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-{screen}")


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_version_is_copied_edited_compared_and_published(page: Page, live_server: LiveServer, screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto("/methode")
    page.get_by_role("link", name="La grille et ses versions").click()
    looked_at(page, "grilles", screen)
    page.get_by_role("link", name="Version 1.0", exact=True).click()
    looked_at(page, "grille", screen)
    page.get_by_role("button", name="Préparer une nouvelle version").click()
    expect(page.get_by_role("heading", name="Brouillon de la version 1.1", level=1)).to_be_visible()
    reword(page, screen)
    page.get_by_role("link", name="Modifier Les seuils").or_(page.locator("#seuils header a")).first.click()
    page.get_by_label("Écart entre scores d’un critère, en points").fill("25")
    looked_at(page, "grille-seuils", screen)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Retirer A1.3").click()
    expect(page.get_by_role("heading", name="Retirés par rapport à la version 1.0")).to_be_visible()
    looked_at(page, "grille-brouillon", screen)
    page.get_by_role("link", name="Ce qui change", exact=True).click()
    looked_at(page, "grille-changements", screen)
    page.go_back()
    page.get_by_role("link", name="Publier…").click()
    page.get_by_label("À compter du").fill("01/12/2030")
    page.get_by_label("Source").fill("Décision du COPIL.")
    looked_at(page, "grille-publication", screen)
    page.get_by_role("button", name="Publier la version 1.1").click()
    expect(page.get_by_role("heading", name="Grille, version 1.1", level=1)).to_be_visible()
    with Session(live_server.engine) as session:
        assert session.get_one(GridVersion, "evaluation-partenariale@1.1").published_on.year == 2030


def reword(page: Page, screen: str) -> None:
    page.get_by_role("link", name="Modifier C1.1").click()
    page.get_by_label("Question", exact=True).fill(WORDS)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites si les réponses d’avant restent comparables.")
    looked_at(page, "grille-question", screen)
    page.get_by_label("Oui, la question veut toujours dire la même chose").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#question-C1\\.1")).to_contain_text("réponses d’avant comparables")


def test_a_question_is_reworded_and_moved_without_the_mouse(page: Page, live_server: LiveServer) -> None:
    page.goto(HERE)
    page.get_by_role("button", name="Préparer une nouvelle version").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Brouillon de la version 1.1", level=1)).to_be_visible()
    page.get_by_role("button", name="Monter C1.2").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#critere-C1 .lines > li").first).to_contain_text("C1.2")
    page.get_by_role("link", name="Modifier C1.1").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Question", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(WORDS)
    page.get_by_label("Non, elle demande autre chose").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#question-C1\\.1")).to_contain_text("réponses d’avant non comparables")


def test_two_tabs_on_one_question_show_both(page: Page) -> None:
    page.goto(HERE)
    page.get_by_role("button", name="Préparer une nouvelle version").click()
    page.get_by_role("link", name="Modifier C1.1").click()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, words in ((page, "Le mien."), (other, "Le sien.")):
        tab.get_by_label("Question", exact=True).fill(words)
        tab.get_by_label("Oui, la question veut toujours dire la même chose").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#question-C1\\.1")).to_contain_text("Le mien.")
    other.get_by_role("button", name="Enregistrer").click()
    expect(other.get_by_role("heading", name="Modifié entre-temps")).to_be_visible()
    looked_at(other, "grille-conflit", "bureau")
    other.get_by_role("button", name="Garder ma saisie").click()
    expect(other.locator("#question-C1\\.1")).to_contain_text("Le sien.")


@pytest.mark.parametrize("screen", WIDTHS)
def test_regions_say_what_another_version_leaves_out(page: Page, live_server: LiveServer, screen: str) -> None:
    with Session(live_server.engine) as session:
        newer = a_version(session, "1.1", without("C1.2"))
        for grid in (GRID, GRID, newer.reference):
            published(session, breton(session), grid, SCORES)
        session.commit()
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto("/regions/53")
    expect(
        page.get_by_text("2 projets évalués avec la version 1.0, axe Impact innovation non comparable")
    ).to_be_visible()
    looked_at(page, "regions-versions", screen)
