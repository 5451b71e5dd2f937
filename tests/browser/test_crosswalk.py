"""A frame read, changed, signed, then a project read through it: in a real browser, at two widths."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.crosswalk import service
from app.models import Crosswalk, Project
from tests.app.crosswalk.frames import signed
from tests.app.results.published import a_project_with_partners as with_partners
from tests.app.results.published import a_published_campaign
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}
HERE = "/methode/lectures"


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-{screen}")


def a_project(live_server: LiveServer) -> Project:
    """Expected, then observed by three partners of whom one is silent."""
    with Session(live_server.engine, expire_on_commit=False) as session:
        project, partners = with_partners(session)
        a_published_campaign(session, project, partners, 3, 4, 2, moment="ex_ante", held_on=date(2024, 1, 20))
        a_published_campaign(session, project, partners, 4, 2, None)
        session.commit()
        return project


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_frame_is_read_changed_signed_and_compared(page: Page, live_server: LiveServer, screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto("/methode")
    page.get_by_role("link", name="Lire autrement les réponses").click()
    looked_at(page, "lectures", screen)
    page.get_by_role("link", name="Six critères du CAD de l’OCDE", exact=True).click()
    looked_at(page, "lecture", screen)
    page.get_by_role("button", name="Préparer une nouvelle version").click()
    expect(page.get_by_role("heading", name="Brouillon de la version 2", level=1)).to_be_visible()
    looked_at(page, "lecture-brouillon", screen)
    change(page, screen)
    page.get_by_role("link", name="Ce qui change", exact=True).click()
    looked_at(page, "lecture-changements", screen)
    page.go_back()
    page.get_by_role("link", name="Signer…").click()
    page.get_by_label("En qualité de").fill("Déléguée générale")
    page.get_by_label("Ce qui a été décidé").fill("Relue en comité le 12 novembre.")
    looked_at(page, "lecture-signature", screen)
    page.get_by_role("button", name="Signer et publier").click()
    expect(page.get_by_text("Avis du Fonds, version 2, signé par Claire Martin, Déléguée générale")).to_be_visible()
    looked_at(page, "lecture-signee", screen)
    with Session(live_server.engine) as session:
        assert session.query(Crosswalk).filter_by(frame="cad", number=2).one().signed_name == "Claire Martin"


def change(page: Page, screen: str) -> None:
    page.get_by_role("link", name="Modifier (Efficience)").click()
    page.get_by_label("Ensemble, nous avons fait plus vite").uncheck()
    page.get_by_label("Pourquoi").fill("")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites pourquoi cet élément se lit là.")
    looked_at(page, "lecture-element", screen)
    page.get_by_label("Pourquoi").fill("A3.1 seule parle des moyens engagés.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#element-efficience")).to_contain_text("A3.1 seule parle des moyens engagés.")


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_project_is_read_through_each_frame(page: Page, live_server: LiveServer, screen: str) -> None:
    project = a_project(live_server)
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto(f"/projets/{project.code}/resultats")
    page.get_by_role("link", name="Dans d’autres cadres").click()
    expect(page.get_by_role("heading", name="Six critères du CAD de l’OCDE", level=1)).to_be_visible()
    looked_at(page, "lecture-projet", screen)
    page.get_by_role("link", name="Cinq dimensions de l’impact").click()
    expect(page.get_by_text("La grille ne le demande pas").first).to_be_visible()
    looked_at(page, "lecture-projet-dimensions", screen)
    page.get_by_role("link", name="Ex ante, 20/01/2024").click()
    page.get_by_role("link", name="Situation initiale", exact=True).click()
    expect(page.get_by_text("Non demandé à ce moment").first).to_be_visible()
    looked_at(page, "lecture-projet-initiale", screen)


def test_a_frame_is_changed_without_the_mouse(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{HERE}/dimensions")
    page.get_by_role("button", name="Préparer une nouvelle version").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Modifier (Qui)").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Le projet répond à un besoin prioritaire").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Enregistrer").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#element-qui")).to_contain_text("A2.1")


def test_two_versions_are_compared(page: Page, live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        signed(session, lambda frame: service.replace(frame, leaves_out="Bien des choses."))
        session.commit()
    page.goto(f"{HERE}/cad")
    page.get_by_role("link", name="Comparer").click()
    expect(page.get_by_text("Bien des choses.")).to_be_visible()
    looked_at(page, "lecture-comparaison", "bureau")
