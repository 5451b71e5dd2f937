"""Registering an investment in a real browser, by keyboard alone."""

import time

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Allocation, Instalment, Investment, Organisation, Partner, Project
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.factories import a_programme, an_organisation

pytestmark = pytest.mark.browser
KEY_MS = 60  # a practised typist: about two hundred characters a minute and time to look
READING_S = 1.0  # a look at each new page before the hands move
STEPS = ("projet", "territoire", "partenaires", "montant", "financeurs", "tranches", "jalons", "verification")


@pytest.fixture
def known(live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        a_programme(session, title="Plan d’investissement 2023-2025")
        for name in ("Les Ateliers du Canal", "Fondation Horizon Partagé", "Redon Agglomération"):
            an_organisation(session, name=name)
        session.commit()


class Hands:
    """Types and presses as a person does; never the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, text: str) -> None:
        self.page.keyboard.type(text, delay=KEY_MS)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key, delay=KEY_MS)

    def find(self, text: str) -> None:
        """Write the beginning, take the first proposal."""
        self.write(text)
        expect(self.page.locator("li[role=option]:visible").first).to_be_visible()
        self.press("Enter")

    def go_on(self, slug: str, key: str = "Enter") -> None:
        self.press(key)
        self.page.wait_for_url(f"**/{slug}")
        self.page.wait_for_timeout(READING_S * 1000)


def register_by_keyboard(page: Page) -> float:
    hands, started = Hands(page), time.monotonic()
    page.goto("/investissements/nouveau")
    hands.go_on("projet")
    hands.write("Mobilité solidaire en pays de Redon")
    hands.press("Tab", "Tab")
    hands.write("Des trajets partagés entre habitants, portés avec les employeurs du pays de Redon.")
    hands.go_on("territoire", "Control+s")
    hands.find("Redon")
    hands.go_on("partenaires")
    hands.find("ateliers")
    hands.press("Tab", "Tab", "Tab", "Tab")
    hands.write("Garage solidaire du Don")
    expect(page.get_by_text("Créer «\u00a0Garage solidaire du Don")).to_be_visible()
    hands.press("Enter")
    hands.write("ass")
    hands.press("Tab")
    hands.write("552 081 317")
    hands.go_on("montant")
    for text in ("12 000,50 €", "17", "10/02/2026", "01/03/2026", "28/02/2028"):
        hands.write(text)
        hands.press("Tab")
    hands.press("Shift+Tab")
    hands.go_on("financeurs")
    hands.find("horizon")
    hands.press("Tab", "Tab")
    hands.write("12000,50")
    hands.go_on("tranches")
    hands.go_on("jalons")
    hands.go_on("verification")
    hands.press("Control+s")
    page.wait_for_url("**/confirmation")
    return time.monotonic() - started


@pytest.mark.usefixtures("known")
def test_a_practised_user_registers_an_investment_by_keyboard_in_under_90_seconds(
    page: Page, live_server: LiveServer
) -> None:
    seconds = register_by_keyboard(page)
    print(f"Enregistrement au clavier\u00a0: {seconds:.1f} s")  # noqa: T201
    assert seconds < 90
    expect(page.get_by_role("heading", name="C’est enregistré")).to_be_visible()
    with Session(live_server.engine) as session:
        project = session.scalars(select(Project)).one()
        assert (project.status, project.region_code, project.scale_code) == ("valide", "53", "commune")
        assert str(session.scalars(select(Investment.amount_eur)).one()) == "12000.50"
        assert len(session.scalars(select(Partner)).all()) == 2
        created = session.scalars(select(Organisation).where(Organisation.name == "Garage solidaire du Don")).one()
        assert (created.profile_code, created.siren) == ("association", "552081317")
        assert len(session.scalars(select(Instalment)).all()) == 2
        assert session.scalars(select(Allocation)).one()
    screenshot(page, "enregistrement-fini")


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("width", [1280, 390])
def test_every_step_is_accessible_and_fits_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    register_until_check(page)
    address = page.url.rpartition("/")[0]
    faults: dict[str, list[str]] = {}
    for slug in ("", *STEPS):
        page.goto(f"{address}/{slug}".rstrip("/"))
        faults[slug] = accessibility_faults(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[slug].append("scrolls sideways")
        screenshot(page, f"enregistrement-{slug or 'etapes'}-{width}")
    page.goto("/investissements/nouveau")
    faults["début"] = accessibility_faults(page)
    screenshot(page, f"enregistrement-debut-{width}")
    assert {slug: found for slug, found in faults.items() if found} == {}


@pytest.mark.usefixtures("known")
def test_an_open_list_of_proposals_and_a_fault_are_accessible(page: Page) -> None:
    page.goto("/investissements/nouveau")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    assert accessibility_faults(page) == []
    page.goto(page.url.replace("/projet", "/territoire"))
    page.keyboard.type("redon")
    expect(page.locator("main").get_by_role("combobox").first).to_have_attribute("aria-expanded", "true")
    assert accessibility_faults(page) == []
    screenshot(page, "enregistrement-propositions")
    page.keyboard.press("Escape")
    expect(page.locator("main").get_by_role("combobox").first).to_have_attribute("aria-expanded", "false")


@pytest.mark.usefixtures("known")
def test_what_is_left_of_the_amount_is_said_as_one_types(page: Page) -> None:
    register_until_check(page)
    page.goto(page.url.replace("/verification", "/financeurs"))
    page.get_by_label("Sa part").first.fill("2 000,25")
    expect(page.locator("output")).to_have_text("Reste à affecter\u00a0: 10\u202f000,25\u00a0€")
    page.get_by_label("Sa part").first.fill("13000")
    expect(page.locator("output")).to_have_text("Dépassement\u00a0: 999,50\u00a0€")


def register_until_check(page: Page) -> None:
    page.goto("/investissements/nouveau")
    page.get_by_role("button", name="Commencer").click()
    fill_and_go_on(page, "territoire", {"Titre du projet": "Mobilité solidaire en pays de Redon"})
    fill_and_go_on(page, "partenaires", {"Commune, intercommunalité": "35236"})
    fill_and_go_on(page, "montant", {"Organisation": "Les Ateliers du Canal"})
    fill_and_go_on(page, "financeurs", {"Montant investi": "12 000,50", "Date du COPIL": "10/02/2026"})
    fill_and_go_on(page, "tranches", {})
    fill_and_go_on(page, "jalons", {})
    fill_and_go_on(page, "verification", {})


def fill_and_go_on(page: Page, following: str, typed: dict[str, str]) -> None:
    for label, text in typed.items():
        page.get_by_label(label).first.fill(text)
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url(f"**/{following}")
