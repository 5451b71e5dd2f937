"""From the portfolio to a project’s line of time, a milestone, a lever: at two widths, then without script."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Milestone, ModelLever, Project, User
from app.web.cookies import SESSION, cookie_name
from tests.app.regions.test_figures import publish
from tests.app.trajectories.situations import a_lever, aged, ex_post, held
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot, sign_in
from tests.browser.folds import open_tab

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-{screen}")


@pytest.fixture
def young(live_server: LiveServer) -> Project:
    """A young project among older ones."""
    with Session(live_server.engine, expire_on_commit=False) as session:
        old = aged(session, 30, title="Atelier des voisins", region_code="53")
        publish(session, old, {"performance": 44.0, "innovation": 51.0}, held(old, 12))
        ex_post(session, old, 24, performance=68.0, innovation=61.0)
        a_lever(session, old, after="Trois conventions.", after_on=date(2025, 6, 1))
        aged(session, 20, title="Le car partagé", region_code="53")
        project = aged(session, 6, title="Jardins du canal", region_code="32")
        session.commit()
        return project


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_signal_is_followed_to_its_statement(
    page: Page, live_server: LiveServer, young: Project, screen: str
) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto("/trajectoires")
    looked_at(page, "trajectoires", screen)
    page.get_by_role("link", name="Les deux ans qui viennent, par trimestre").click()
    expect(page.locator("#calendrier")).to_contain_text("performance")
    looked_at(page, "trajectoires-trimestres", screen)
    page.goto("/trajectoires/projets?axe=performance&etat=signal")
    looked_at(page, "trajectoires-projets", screen)
    page.get_by_role("link", name="Jardins du canal").click()
    expect(page.get_by_role("heading", name="Trajectoire", level=1)).to_be_visible()
    looked_at(page, "trajectoire", screen)
    page.get_by_role("link", name="Prévoir ce jalon").click()
    expect(page.get_by_label("Intitulé")).to_have_value("Évaluation ex post, impact performance")
    page.get_by_role("button", name="Enregistrer").click()
    open_tab(page, "Trajectoire")
    expect(page.locator(".next-step")).to_contain_text("le jalon «\u00a0Évaluation ex post, impact performance\u00a0»")
    with Session(live_server.engine) as session:
        milestone = session.scalars(select(Milestone)).one()
        assert (milestone.kind_code, milestone.due_on) == ("evaluation_ex_post", held(young, 18))


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_lever_is_described(page: Page, live_server: LiveServer, young: Project, screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto(f"/projets/{young.code}/trajectoire")
    page.get_by_role("link", name="Décrire le modèle").click()
    looked_at(page, "modele", screen)
    page.get_by_role("link", name="Décrire (Ressources financières)").click()
    page.get_by_label("Avant le projet").fill("Une subvention annuelle, reconduite sans visibilité.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites de quand date ce que vous décrivez.")
    looked_at(page, "modele-levier-a-corriger", screen)
    page.get_by_label("Avant, décrit au").fill("15/01/2024")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#ressources-financieres")).to_contain_text("reconduite sans visibilité")
    looked_at(page, "modele-decrit", screen)
    with Session(live_server.engine) as session:
        assert session.scalars(select(ModelLever.lever)).all() == ["alliances", "ressources-financieres"]


def test_the_same_without_script(browser: Browser, live_server: LiveServer, manager: User, young: Project) -> None:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    cookie = {"name": cookie_name(SESSION), "value": sign_in(live_server, manager), "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto("/trajectoires")
    page.get_by_role("link", name=re.compile(r"^1\b")).first.click()
    expect(page.get_by_role("link", name="Atelier des voisins")).to_be_visible()
    page.goto(f"/projets/{young.code}/modele/alliances")
    page.get_by_label("Avant le projet").fill("Aucune convention.")
    page.get_by_label("Avant, décrit au").fill("15/01/2024")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#alliances")).to_contain_text("Aucune convention.")
    context.close()
