"""From what is missing to the file, in a real browser, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.models import InstallationFact
from app.settings import settings
from tests import factories as make
from tests.app.exchanges.opendata.portfolio import SIRETS, a_bearer, a_ready_grant
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.browser.partners import DESK, PHONE

pytestmark = pytest.mark.browser
PAGE = "/exports/donnees-ouvertes"


@pytest.fixture(autouse=True)
def known_fund(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "fund_siret", "73282932000074")
    monkeypatch.setattr(settings(), "fund_360_prefix", "360G-fondsodd17")


def a_portfolio(server: LiveServer) -> None:
    """Some ready, some not, for each reason that people meet."""
    with Session(server.engine) as session:
        for title, siret in zip(("Rivières du Trégor", "Mobilité solidaire en Lozère"), SIRETS, strict=False):
            a_ready_grant(
                session, a_bearer(session, name=f"Association {siret[-4:]}", siret=siret, rna=None), title=title
            )
        for name in ("Collectif des rives", "Les ateliers du Bocage", "Coopérative de l’Odet", "Maison des aidants"):
            a_ready_grant(session, a_bearer(session, name=name, siret=None, rna=None), title=f"Avec {name}")
        a_ready_grant(
            session,
            a_bearer(session, name="Fabrique des transitions", siret=SIRETS[2], rna=None),
            title="Rénovation partagée des écoles du haut plateau et de ses vallées",
            charter_signed_on=None,
        )
        a_ready_grant(
            session,
            a_bearer(session, name="Régie de quartier", siret=SIRETS[3], rna=None),
            title="Cantines de saison",
            summary="Renseignements au 02 96 00 00 00",
        )
        make.an_investment(session, make.a_project(session, status="instruction"))
        session.commit()


def test_what_is_missing_leads_to_its_record_and_what_is_ready_is_made(page: Page, live_server: LiveServer) -> None:
    a_portfolio(live_server)
    page.goto(PAGE)
    expect(page.get_by_role("heading", name="SIRET manquant pour 4 bénéficiaires")).to_be_visible()
    for size, viewport in {"bureau": DESK, "telephone": PHONE}.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        screenshot(page, f"donnees-ouvertes-{size}")
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.locator("#manques").get_by_role("link", name="Collectif des rives").click()
    expect(page.get_by_role("heading", name="Collectif des rives", level=1)).to_be_visible()
    page.go_back()
    page.get_by_label("Région").select_option("53")
    page.get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile("region=53"))
    page.get_by_role("button", name="Exporter ce qui est prêt (CSV)").click()
    expect(page).to_have_url(re.compile("/exports/[0-9]+$"))


def test_a_wrong_day_is_told_beside_it(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_label("Chiffres arrêtés au").fill("31/02/2024")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    screenshot(page, "donnees-ouvertes-erreur-bureau")
    assert accessibility_faults(page) == []


def test_a_fund_that_has_not_said_its_numbers_is_told_what_to_set(
    page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "fund_siret", "")
    with Session(live_server.engine) as session:
        session.add(InstallationFact(name="demonstration", value="oui"))
        a_ready_grant(session)
        session.commit()
    page.goto(PAGE)
    expect(page.get_by_text("ODD17_FUND_SIRET").first).to_be_visible()
    assert page.get_by_role("button", name="Exporter").count() == 1  # 360Giving does without the number of the Fund
    screenshot(page, "donnees-ouvertes-sans-siret-bureau")
