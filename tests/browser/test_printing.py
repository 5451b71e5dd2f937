"""What is printed, read in a real browser: on a desk, on a phone, and on paper by the browser alone."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Project
from tests.app.exchanges.printing.pdf import read, text_of
from tests.app.exchanges.printing.situations import an_overflowing_project
from tests.browser.conftest import SCREENSHOTS, LiveServer, accessibility_faults, screenshot
from tests.support.demonstration import DAY

pytestmark = pytest.mark.browser
WIDTHS = {"bureau": 1280, "telephone": 390}


@pytest.fixture
def own_template(demonstration_of: Callable[[date], str]) -> str:
    return demonstration_of(DAY)


@pytest.fixture
def codes(live_server: LiveServer) -> list[str]:
    with Session(live_server.engine) as session:
        return list(session.scalars(select(Project.code).order_by(Project.code)))


def on_paper(page: Page, name: str = "") -> bytes:
    """What the browser would print."""
    content: bytes = page.pdf(prefer_css_page_size=True)
    if name:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        (SCREENSHOTS / f"{name}.pdf").write_bytes(content)
    return content


@pytest.mark.parametrize("screen", WIDTHS)
def test_nothing_hides_from_anyone_nor_scrolls_sideways(page: Page, codes: list[str], screen: str) -> None:
    page.set_viewport_size({"width": WIDTHS[screen], "height": 900})
    for name, address in {
        "fiche": f"/projets/{codes[5]}/fiche",
        "fiche-accessible": f"/projets/{codes[5]}/fiche?accessible=oui",
        "rapport": "/exports/rapport?region=32",
    }.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        screenshot(page, f"impression-{name}-{screen}")
        assert accessibility_faults(page) == []


def test_every_project_of_the_demonstration_prints_on_two_pages(page: Page, codes: list[str]) -> None:
    counts = {}
    for code in codes:
        page.goto(f"/projets/{code}/fiche")
        counts[code] = len(read(on_paper(page)).pages)
    assert {code: count for code, count in counts.items() if count != 2} == {}
    assert len(counts) == 33


def test_from_the_project_to_the_paper(page: Page, codes: list[str]) -> None:
    page.goto(f"/projets/{codes[0]}")
    page.get_by_role("link", name="Fiche à imprimer").click()
    text = text_of(read(on_paper(page, "impression-fiche")))
    assert "page 1 sur 2" in text
    assert "Ce qui manque" in text
    assert "Revenir au projet" not in text
    page.get_by_role("link", name="Revenir au projet").click()
    assert page.url.endswith(f"/projets/{codes[0]}")


def test_a_report_prints_one_page_a_project(page: Page, codes: list[str]) -> None:
    page.goto("/exports/rapport?region=32")
    assert len(codes) == 33
    assert len(read(on_paper(page, "impression-rapport")).pages) == 4 + 5


def test_however_much_there_is_to_say_it_holds_in_two_pages(page: Page, live_server: LiveServer) -> None:
    sizes = [(2, 1), (3, 2), (4, 2), (5, 3), (6, 4), (8, 2), (12, 12)]
    with Session(live_server.engine) as session:
        codes = [an_overflowing_project(session, *size).code for size in sizes]
        session.commit()
    counts = {}
    for size, code in zip(sizes, codes, strict=True):
        page.goto(f"/projets/{code}/fiche")
        counts[size] = len(read(on_paper(page, f"impression-fiche-{size[0]}-{size[1]}")).pages)
    assert counts == dict.fromkeys(sizes, 2)


def test_on_paper_what_is_folded_leaves_no_line_and_what_is_open_is_read(page: Page) -> None:
    page.goto("/regions/53")
    closed = text_of(read(on_paper(page)))
    page.get_by_text("Comment lire ces chiffres").first.click()
    opened = text_of(read(on_paper(page)))
    assert "Comment lire ces" not in closed
    assert "Comment lire ces" in opened
    assert "la région peut se lire" in opened


def test_on_paper_no_table_goes_past_the_sheet(page: Page, codes: list[str]) -> None:
    """A sheet is 180 mm between its margins: what a browser prints is laid out at that width."""
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")
    for address in (
        "/tableau-de-bord",
        "/regions",
        "/regions/53",
        f"/projets/{codes[5]}",
        f"/projets/{codes[5]}/resultats",
    ):
        page.goto(address)
        wide = "[...document.querySelectorAll('.card')].filter(card => card.scrollWidth > card.clientWidth + 1)"
        assert page.evaluate(f"{wide}.map(card => card.innerText.slice(0, 60))") == [], address
