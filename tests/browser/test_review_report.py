"""The evaluation of a programme given back: on a desk, on a phone, on paper; without any script."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from app.models import ProgrammeReview, User
from app.web.cookies import SESSION, cookie_name
from tests.app.exchanges.printing.pdf import read, text_of
from tests.app.reviews.situations import a_published_review
from tests.app.reviews_reading.readings import a_crowded_review, address_of
from tests.browser.conftest import SCREENSHOTS, LiveServer, accessibility_faults, screenshot, sign_in
from tests.factories import a_paid_instalment, a_project, an_investment

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}


@dataclass(frozen=True)
class Reviews:
    """Addresses of four published reviews; `crowded` has three voices by viewpoint and some projects."""

    told: str
    counted: str
    measured: str
    crowded: str


@pytest.fixture
def reviews(live_server: LiveServer) -> Reviews:
    with Session(live_server.engine) as session:
        results = [a_published_review(session, phase) for phase in ("emergence", "modelisation", "deploiement")]
        crowded = a_crowded_review(session)
        review = session.get_one(ProgrammeReview, crowded.review_id)
        for region, amount in (("53", "24500"), ("53", "18000"), ("32", "30000"), ("76", "12000"), (None, "9000")):
            project = a_project(session, programme_id=review.programme_id, region_code=region, status="en_cours")
            a_paid_instalment(session, an_investment(session, project, amount), "6000")
        session.commit()
        return Reviews(*(address_of(session, result) for result in (*results, crowded)))


@pytest.mark.parametrize("screen", WIDTHS)
def test_nothing_hides_from_anyone_nor_scrolls_sideways(page: Page, reviews: Reviews, screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    addresses = {
        "emergence": f"{reviews.told}/restitution",
        "modelisation": f"{reviews.counted}/restitution",
        "deploiement": f"{reviews.measured}/restitution",
        "douze-voix": f"{reviews.crowded}/restitution",
        "rapport": f"{reviews.crowded}/rapport",
        "rapport-accessible": f"{reviews.crowded}/rapport?accessible=oui",
    }
    for name, address in addresses.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        screenshot(page, f"evaluation-programme-{name}-{screen}")
        assert accessibility_faults(page) == [], address


def test_in_the_dark_it_reads_as_well(page: Page, reviews: Reviews) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{reviews.crowded}/restitution")
    screenshot(page, "evaluation-programme-nuit")
    assert accessibility_faults(page) == []


def test_from_the_restitution_to_the_paper_without_script(
    browser: Browser, live_server: LiveServer, manager: User, reviews: Reviews
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    token = sign_in(live_server, manager)
    context.add_cookies([{"name": cookie_name(SESSION), "value": token, "url": live_server.url}])
    page = context.new_page()
    page.goto(reviews.crowded)
    page.get_by_role("link", name="Restitution").first.click()
    page.get_by_text("Les mêmes chiffres en tableau").first.click()
    assert page.get_by_role("cell", name="62,5").first.is_visible()
    page.get_by_role("link", name="Rapport à imprimer").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Douze voix"
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en PDF").click()
    content = download.value.path().read_bytes()
    assert "page 1 sur" in text_of(read(content))
    page.get_by_role("link", name="Revenir à la restitution").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Classeur").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    context.close()


def test_the_restitution_prints_without_any_name(page: Page, reviews: Reviews) -> None:
    page.goto(f"{reviews.measured}/restitution")
    assert page.locator(".who", has_text="Alliance des jardins (fictive)").first.is_visible()
    content = page.pdf(prefer_css_page_size=True)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    (SCREENSHOTS / "evaluation-programme-imprimee.pdf").write_bytes(content)
    text = text_of(read(content))
    assert "Axe par axe" in text
    assert "fictive" not in text
