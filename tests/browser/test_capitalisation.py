"""Closing a project and exporting its case, in a real browser, on a desk and on a phone, with and without script."""

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app.exchanges.cases import page as case_page
from app.exchanges.cases.make import agreed_case
from app.models import Project, User
from app.web.cookies import SESSION, cookie_name
from tests.app.capitalisation.closing import TEXTS, a_deliverable, a_finished_project
from tests.app.exchanges.cases.telling import a_told_project, answered
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot, sign_in
from tests.browser.folds import open_tab
from tests.factories import a_partner, an_organisation

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}
PILLARS = ("Faire-valoir", "Capitaliser", "Évaluer", "Modéliser")


@pytest.fixture
def code(live_server: LiveServer) -> str:
    """A finished project, evaluated, with one deliverable already ticked."""
    with Session(live_server.engine) as session:
        project = a_finished_project(session, region_code="53", territory_label="Presqu’île de Rhuys")
        a_partner(session, project, an_organisation(session, name="Les Ateliers du Canal"), role_code="porteur")
        answered(session, project)
        a_deliverable(session, project, "faire_valoir", title="Film de six minutes")
        session.commit()
        return project.code


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-{screen}")


def deliver(page: Page, pillar: str, screen: str) -> None:
    page.get_by_role("link", name=pillar, exact=True).click()
    if pillar == "Évaluer":
        looked_at(page, "capitalisation-pilier-vide", screen)
    page.locator(".head").get_by_role("link", name="Ajouter un livrable").click()
    page.get_by_label("Livrable", exact=True).fill(f"Livrable de « {pillar} »")
    page.get_by_label("Livré", exact=True).check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites où se trouve ce livrable")
    if pillar == "Évaluer":
        looked_at(page, "capitalisation-livrable-refuse", screen)
    page.get_by_label("Où le trouver").fill("https://exemple.fr/livrable")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Livrable ajouté.")).to_be_visible()
    page.get_by_role("link", name="Revenir aux piliers").click()


def tell(page: Page, screen: str) -> None:
    page.get_by_role("link", name="Écrire le cas").click()
    page.get_by_label("Titre", exact=True).fill(TEXTS["title"])
    page.get_by_label("Résumé pour la publication").fill(TEXTS["summary"])
    page.get_by_label("Ce que nous avons appris").fill(TEXTS["lessons"])
    page.get_by_label("À quelles conditions ailleurs").fill(TEXTS["conditions"])
    looked_at(page, "capitalisation-cas", screen)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Noter l’accord de l’alliance").click()
    page.get_by_label("Qui a donné l’accord").fill("Le comité, par la voix des Ateliers")
    looked_at(page, "capitalisation-accord", screen)
    page.get_by_role("button", name="Noter l’accord").click()


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_project_is_closed_and_its_case_is_taken_away(
    page: Page, live_server: LiveServer, code: str, screen: str, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto(f"/projets/{code}")
    looked_at(page, "projet-termine", screen)
    open_tab(page, "Capitalisation")
    looked_at(page, "capitalisation-debut", screen)
    for pillar in PILLARS[1:]:
        deliver(page, pillar, screen)
    tell(page, screen)
    page.get_by_role("button", name="Passer à «\u00a0Capitalisé\u00a0»").click()
    expect(page.get_by_text("Le projet est maintenant «\u00a0Capitalisé\u00a0».")).to_be_visible()
    open_tab(page, "Capitalisation")
    looked_at(page, "capitalisation-fin", screen)
    page.get_by_role("link", name="Faire-valoir", exact=True).click()
    looked_at(page, "capitalisation-pilier", screen)
    page.get_by_role("link", name="Revenir aux piliers").click()
    page.get_by_role("link", name="Relire et exporter").click()
    looked_at(page, "cas", screen)
    with page.expect_download() as taken:
        page.get_by_role("link", name="JSON", exact=True).click()
    taken.value.save_as(tmp_path / "cas.json")
    assert json.loads((tmp_path / "cas.json").read_text())["project"]["code"] == code
    with Session(live_server.engine) as session:
        assert session.query(Project).filter_by(code=code).one().status == "capitalise"


def test_it_all_works_without_script(browser: Browser, live_server: LiveServer, manager: User, code: str) -> None:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    token = sign_in(live_server, manager)
    context.add_cookies([{"name": cookie_name(SESSION), "value": token, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/projets/{code}/capitalisation/piliers/evaluer/nouveau")
    page.get_by_label("Livrable", exact=True).fill("Rapport d’évaluation")
    page.get_by_label("Où le trouver").fill("Au siège du Fonds")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="C’est livré Rapport d’évaluation").click()
    expect(page.get_by_text("Rapport d’évaluation\u202f: c’est livré.")).to_be_visible()
    context.close()


def test_the_closing_is_done_at_the_keyboard(page: Page, code: str) -> None:
    page.goto(f"/projets/{code}/capitalisation/piliers/evaluer/nouveau")
    page.get_by_label("Livrable", exact=True).focus()
    page.keyboard.type("Rapport d’évaluation")
    page.keyboard.press("Tab")
    page.keyboard.type("Au siège du Fonds")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Livrable ajouté.")).to_be_visible()
    expect(page.locator("table .badge.done")).to_have_text("Livré")


@pytest.mark.parametrize("screen", WIDTHS)
def test_the_page_alone_is_read_without_the_site(
    browser: Browser, live_server: LiveServer, screen: str, tmp_path: Path
) -> None:
    with Session(live_server.engine) as session:
        project = a_told_project(session)
        (tmp_path / "cas.html").write_text(
            case_page.alone(agreed_case(session, project.code, date(2026, 11, 26))), encoding="utf-8"
        )
    context = browser.new_context(viewport={"width": WIDTHS[screen], "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "cas.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text(TEXTS["title"])
    looked_at(page, "cas-seul", screen)
    assert len(asked) == 1
    page.emulate_media(media="print")
    screenshot(page, f"cas-imprime-{screen}")
    context.close()
