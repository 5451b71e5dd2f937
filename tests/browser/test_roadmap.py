"""The roadmap in a real browser: titles pasted, a status with its proof, links, then the workbook opened elsewhere."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app.models import User
from app.web.cookies import SESSION, cookie_name
from tests import factories as make
from tests.app.exchanges.reports.test_verifying import saved_by_libreoffice
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot, sign_in

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}
TITLES = "Soutenir\n7. Titre fictif du sept\n8. Titre fictif du huit\nLégaliser\n18. Titre fictif du dix-huit"


@pytest.fixture
def code(live_server: LiveServer) -> str:
    with Session(live_server.engine) as session:
        project = make.a_project(session, title="Jardin des rives", region_code="53")
        for amount, purpose in (("10000", "Serre commune"), ("2500", "Étude des sols")):
            make.a_paid_instalment(session, make.an_investment(session, project, amount, purpose=purpose), "2000")
        session.commit()
        return project.code


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-{screen}")


def paste_titles(page: Page, screen: str) -> None:
    page.goto("/feuille-de-route")
    looked_at(page, "feuille-de-route-debut", screen)
    page.get_by_role("link", name="Coller les titres").click()
    page.get_by_label("Une mesure par ligne").fill(f"{TITLES}\nune ligne sans numéro")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("#lignes")).to_contain_text("Commencez la ligne par le numéro")
    looked_at(page, "feuille-de-route-lignes", screen)
    page.get_by_label("Une mesure par ligne").fill(TITLES)
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("#apercu tbody tr")).to_have_count(3)
    looked_at(page, "feuille-de-route-apercu", screen)
    page.get_by_role("button", name="Enregistrer ces titres").click()
    expect(page.get_by_text("3\u00a0mesures enregistrées.")).to_be_visible()


def move_and_prove(page: Page, screen: str) -> None:
    page.get_by_role("link", name="Titre fictif du sept").click()
    page.get_by_role("link", name="Changer le statut").click()
    page.get_by_label("Partiellement atteinte").check()
    page.get_by_role("button", name="Changer le statut").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page, "feuille-de-route-statut-refuse", screen)
    page.get_by_label("Motif").fill("Un lieu sur deux est ouvert.")
    page.get_by_role("button", name="Changer le statut").click()
    expect(page.locator("#histoire")).to_contain_text("Un lieu sur deux est ouvert.")
    page.get_by_role("link", name="Ajouter une preuve").first.click()
    page.get_by_label("Ce qui le montre").fill("Six lieux ouverts sur douze.")
    page.get_by_label("Source").fill("https://exemple.fr/lieux")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#preuves")).to_contain_text("Six lieux ouverts sur douze.")


def tie(page: Page, code: str, screen: str) -> None:
    page.get_by_role("link", name="Chercher un projet").click()
    page.get_by_label("Projet").fill("rives")
    page.get_by_role("button", name="Chercher", exact=True).click()
    looked_at(page, "feuille-de-route-rattacher", screen)
    page.get_by_role("button", name="Rattacher le projet Jardin des rives").click()
    expect(page.locator("#projets")).to_contain_text("Jardin des rives")
    looked_at(page, "feuille-de-route-mesure", screen)
    page.goto(f"/projets/{code}/feuille-de-route")
    page.get_by_label("L’investissement").first.check()
    page.get_by_label("Mesure", exact=True).select_option("18")
    page.get_by_role("button", name="Rattacher").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    looked_at(page, "feuille-de-route-projet", screen)
    page.goto(f"/projets/{code}/investissements")
    expect(page.locator("#carte-feuille-de-route")).to_contain_text("Titre fictif du dix-huit")


@pytest.mark.parametrize("screen", WIDTHS)
def test_the_roadmap_is_filled_followed_and_taken_away(page: Page, code: str, screen: str, tmp_path: Path) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    paste_titles(page, screen)
    move_and_prove(page, screen)
    tie(page, code, screen)
    page.goto("/feuille-de-route")
    expect(page.locator("#chantier-soutenir tbody tr")).to_have_count(2)
    looked_at(page, "feuille-de-route", screen)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Classeur", exact=True).click()
    taken.value.save_as(tmp_path / "feuille.xlsx")
    content = (tmp_path / "feuille.xlsx").read_bytes()
    if shutil.which("soffice") and screen == "bureau":
        (tmp_path / "feuille.xlsx").write_bytes(saved_by_libreoffice(content, tmp_path))
    book = load_workbook(tmp_path / "feuille.xlsx", data_only=True)
    seventh = [cell.value for cell in book["Mesures"][8]]
    assert [seventh[place] for place in (0, 1, 2, 7, 9, 10, 12, 13)] == [
        7, "Soutenir", "Titre fictif du sept", "Partiellement atteinte", 1, 1, 12500, 4000,
    ]  # fmt: skip


def test_it_works_without_script(browser: Browser, live_server: LiveServer, manager: User, code: str) -> None:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    token = sign_in(live_server, manager)
    context.add_cookies([{"name": cookie_name(SESSION), "value": token, "url": live_server.url}])
    page = context.new_page()
    page.goto("/feuille-de-route/titres")
    page.get_by_label("Une mesure par ligne").fill(TITLES)
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_role("button", name="Enregistrer ces titres").click()
    expect(page.get_by_text("3\u00a0mesures enregistrées.")).to_be_visible()
    page.goto("/feuille-de-route/mesures/7/rattacher?q=rives")
    page.get_by_role("button", name="Rattacher l’investissement").first.click()
    expect(page.locator("#investissements")).to_contain_text("Jardin des rives")
    context.close()


@pytest.mark.parametrize("screen", WIDTHS)
def test_a_newer_study_is_typed_by_the_administration(
    page: Page, live_server: LiveServer, manager: User, screen: str
) -> None:
    with Session(live_server.engine) as session:
        session.merge(manager).role = "admin"
        session.commit()
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto("/reperes-nationaux")
    page.get_by_role("link", name="Nouveau chiffre pour Innovation territoriale").click()
    page.get_by_label("Part, en %").fill("57,5")
    page.get_by_label("Date de l’étude").fill("01/09/2024")
    page.get_by_label("Source").fill("Étude fictive, septembre 2024")
    looked_at(page, "repere-chiffre", screen)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#reperes")).to_contain_text("57,5\u00a0%")
    expect(page.locator("#anciens")).to_contain_text("Une étude plus récente")
    looked_at(page, "reperes-nationaux", screen)
