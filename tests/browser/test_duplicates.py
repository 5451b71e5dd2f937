"""Two sheets of one organisation, compared, merged and separated again; two tabs on one sheet."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app import clock
from app.partners.duplicates import tell_apart
from tests import factories as make
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}
LILLE = "commune-59350"


@pytest.fixture
def pair(live_server: LiveServer) -> tuple[int, int]:
    with Session(live_server.engine) as session:
        kept = make.an_organisation(session, name="Les Ateliers du Nord", siren="732829320", commune_id=LILLE)
        removed = make.an_organisation(
            session, name="Ateliers du Nord (SARL)", siret="73282932000074", website="https://ateliers.example"
        )
        project = make.a_project(session, title="Pacte alimentaire de la vallée")
        make.a_partner(session, project, kept, joined_on=date(2024, 5, 1))
        make.a_partner(session, project, removed, role_code="porteur", contact_name="Bea Durand")
        other = make.a_project(session, title="Mobilité solidaire")
        make.a_partner(session, other, removed)
        investment = make.an_investment(session, project)
        make.an_allocation(session, investment, kept, "3000")
        make.an_allocation(session, investment, removed, "2000")
        make.a_cofinancing(session, other, removed)
        alike = [make.an_organisation(session, name=name) for name in ("Fabrique du Lien", "La Fabrique du lien")]
        tell_apart(session, *alike, user=None, now=clock.now())
        make.an_organisation(session, name="Maison des aidants", commune_id=LILLE)
        make.an_organisation(session, name="La Maison des aidantes", commune_id=LILLE)
        session.commit()
        return kept.id, removed.id


def looked_at(page: Page, name: str, screen: str) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-{screen}")


@pytest.mark.parametrize("screen", WIDTHS)
def test_two_sheets_become_one_and_are_separated_again(page: Page, pair: tuple[int, int], screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    page.goto("/partenaires")
    page.get_by_role("link", name="Chercher les doublons").click()
    looked_at(page, "doublons", screen)
    page.get_by_role("link", name="Comparer Les Ateliers du Nord").click()
    page.get_by_label("Site de Ateliers du Nord").check()
    looked_at(page, "doublons-comparer", screen)
    page.get_by_role("button", name="Réunir les deux fiches").click()
    expect(page.get_by_role("heading", name="Fiches réunies", level=1)).to_be_visible()
    looked_at(page, "doublons-reunis", screen)
    page.get_by_role("link", name="Voir la fiche").click()
    looked_at(page, "doublons-fiche", screen)
    page.get_by_role("link", name="Ateliers du Nord (SARL)").click()
    page.get_by_role("button", name="Annuler la fusion").click()
    expect(page.get_by_role("heading", name="Ateliers du Nord (SARL)", level=1)).to_be_visible()


@pytest.mark.parametrize("screen", WIDTHS)
def test_two_tabs_on_one_sheet_show_what_each_changed(page: Page, pair: tuple[int, int], screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    address = f"/partenaires/{pair[0]}/modifier"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator("#name").fill("Ateliers du Nord et de la Lys")
    other.get_by_role("button", name="Enregistrer").click()
    page.locator("#website").fill("ateliers-du-nord.example")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("changé entre-temps, pas par vous")).to_be_visible()
    expect(page.get_by_text("changé par vous seulement")).to_be_visible()
    looked_at(page, "conflit", screen)
    page.get_by_role("button", name="Garder ma saisie").click()
    expect(page.get_by_role("heading", name="Les Ateliers du Nord", level=1)).to_be_visible()
