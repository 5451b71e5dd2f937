"""The states of a page that no address shows: refused forms, conflicts, breakdowns, things open, other displays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import create_engine, text

from app.models.user import Role
from tests.accessibility.conftest import Site
from tests.accessibility.look import OURS, Looks, browsing, look_at, size

pytestmark = pytest.mark.browser
DRAWN = ("/regions", "/projets/{project}/resultats", "/projets/{project}/evolution", "/tableau-de-bord")
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with browsing(browser, site.url, site.world, Role.ADMIN) as page:
        yield page


@pytest.fixture
def project(site: Site) -> str:
    """One that has published results."""
    query = "SELECT p.code FROM project p JOIN campaign c ON c.project_id = p.id WHERE c.status = 'publiee' ORDER BY 1"
    with site.engine.connect() as connection:
        return str(connection.scalar(text(f"{query} LIMIT 1")))


def found_on(page: Page, label: str) -> dict[str, list[str]]:
    looks = Looks()
    look_at(page, label, looks)
    return {kind: faults for kind, faults in looks.faults.items() if faults}


def test_a_form_with_faults_says_them_first_and_at_each_field(page: Page, project: str) -> None:
    page.goto(f"/projets/{project}/modifier")
    page.get_by_label("Début").fill("le mois dernier")
    page.locator("main form").get_by_role("button", name="Enregistrer").first.click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Erreur")
    field = page.get_by_label("Début")
    assert field.input_value() == "le mois dernier"
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(f"#{(field.get_attribute('aria-describedby') or '').split()[-1]}").is_visible()
    summary.get_by_role("link").first.press("Enter")
    expect(field).to_be_focused()
    assert found_on(page, "formulaire refusé") == {}


def test_two_versions_are_shown_and_read(page: Page, project: str) -> None:
    other = page.context.new_page()
    for one, need in ((page, "Un besoin, dit par l’une."), (other, "Un besoin, dit par l’autre.")):
        one.goto(f"/projets/{project}/modifier")
        one.locator("#need").fill(need)
    for one in (page, other):
        one.locator("main form").get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator("#messages")).not_to_be_empty()
    assert found_on(page, "message") == {}
    expect(other.locator("table.conflict, .conflict table").first).to_be_visible()
    assert found_on(other, "conflit") == {}


def test_refusals_are_pages_like_the_others(browser: Browser, site: Site) -> None:
    with browsing(browser, site.url, site.world, Role.LECTEUR) as page:
        for address, status in (("/comptes", 403), ("/projets/NULLE-PART", 404)):
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == status
            assert found_on(page, address) == {}
        kept, site.app.state.bind = site.app.state.bind, create_engine("postgresql+psycopg://personne@127.0.0.1:1/rien")
        try:
            answer = page.goto("/projets")
            assert answer is not None
            assert answer.status == 503
            assert found_on(page, "panne") == {}
        finally:
            site.app.state.bind = kept


def test_menus_and_details_open_hold(page: Page, project: str) -> None:
    for address in ("/projets", f"/projets/{project}", "/campagnes"):
        page.goto(address)
        page.evaluate(OPEN_ALL)
        assert found_on(page, address) == {}
        size(page, (390, 844))
        page.evaluate("odd17Look.overflow()")
        assert page.get_by_role("navigation", name="Principale, en menu").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_hold_in_forced_colours(browser: Browser, site: Site, project: str, scheme: str) -> None:
    """Each shape stands out from the ground that the person has chosen."""
    with browsing(browser, site.url, site.world, Role.ADMIN) as page:
        page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
        for address in DRAWN:
            page.goto(address.format(project=project))
            page.evaluate(OURS.read_text(encoding="utf-8"))
            assert page.evaluate("odd17Look.pale()") == [], address


def test_nothing_moves_for_who_asks_for_stillness(page: Page, project: str) -> None:
    for address in ("/projets", f"/projets/{project}/resultats"):
        page.goto(address)
        page.locator("main a").first.hover()
        assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/projets")
    assert page.evaluate("document.getAnimations().filter((one) => one.effect.getTiming().iterations > 3).length") == 0


def test_the_printed_page_holds_in_grey(page: Page, project: str) -> None:
    """On paper: the content without the menus; every state is a word, every mark of a profile its own shape."""
    page.goto(f"/projets/{project}/resultats")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation", name="Principale").first).to_be_hidden()
    assert page.locator(".badge").evaluate_all("(all) => all.filter((one) => !one.innerText.trim()).length") == 0
    shapes = page.locator("svg .mark").evaluate_all(
        "(all) => new Set(all.map((one) => one.outerHTML.slice(0, 40))).size"
    )
    assert shapes > 1


def test_without_its_styles_a_page_says_the_same(page: Page, project: str) -> None:
    told = "document.querySelector('main').innerText"
    for address in (f"/projets/{project}", "/campagnes", f"/projets/{project}/resultats"):
        page.goto(address)
        words = page.evaluate(told).split()
        bare = page.context.new_page()
        bare.route("**/*.css*", lambda route: route.abort())
        bare.goto(address)
        assert bare.evaluate("getComputedStyle(document.body).display") == "block"
        bare.evaluate("document.querySelectorAll('details.fold').forEach(one => one.open = true)")
        unstyled_text = bare.evaluate(told)
        assert [word for word in words if word not in unstyled_text] == [], address
        bare.close()
