"""Photographs each page at a desk and on a phone, for docs/pages.md: `.venv/bin/pytest tests/accessibility/gallery.py`.

Run only when named: it writes in `docs/`.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app.models.user import Role
from tests.accessibility.conftest import Site
from tests.accessibility.visits import Visit
from tests.accessibility.world import DONE, PARTNER, READER
from tests.support.html import text_of

pytestmark = pytest.mark.browser
FOLDER = Path("docs/images/pages")
INDEX = Path("docs/pages.md")
WIDTHS = {"bureau": 1280, "telephone": 390}
TALL, SCALE, QUALITY = 1100, 0.4, 40
WHO = {PARTNER: "Un partenaire", DONE: "Un partenaire", READER: "Tout le monde", Role.FINANCEUR: "Un financeur"}
HEAD = """# Les pages

Chaque page du site sur la démonstration, au large et sur un téléphone ; refaites par
`.venv/bin/pytest tests/accessibility/gallery.py`. Ce qui a été redessiné, et pourquoi : [l’apparence](apparence.md).
"""


def test_every_page_is_photographed(site: Site, visited: list[Visit], browser: Browser) -> None:
    kept = first_of_each(visited)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.jpg"):
        old.unlink()
    for role in site.world.cookies:
        for name, width in WIDTHS.items():
            photograph(browser, site, [visit for visit in kept if visit.role == role], role, name, width)
    INDEX.write_text(HEAD + "".join(told(visit) for visit in kept), encoding="utf-8")
    assert len(list(FOLDER.glob("*.jpg"))) == len(kept) * len(WIDTHS)


def first_of_each(visited: list[Visit]) -> list[Visit]:
    """One picture a route: the fund's own people first."""
    found: dict[str, Visit] = {}
    for visit in visited:
        if visit.is_page:
            found.setdefault(visit.page.route, visit)
    return sorted(found.values(), key=lambda visit: (WHO.get(visit.role, ""), visit.page.route))


def photograph(browser: Browser, site: Site, visits: list[Visit], role: str, name: str, width: int) -> None:
    size = {"width": width, "height": 900}
    context = browser.new_context(base_url=site.url, locale="fr-FR", viewport=size, device_scale_factor=SCALE)  # type: ignore[arg-type]
    cookies = site.world.cookies[role].items()
    context.add_cookies([{"name": cookie, "value": value, "url": site.url} for cookie, value in cookies])
    page = context.new_page()
    for visit in visits:
        page.goto(visit.page.address)
        shoot(page, FOLDER / f"{file_of(visit)}-{name}.jpg", width)
    context.close()


def shoot(page: Page, path: Path, width: int) -> None:
    height = min(TALL, page.evaluate("document.documentElement.scrollHeight"))
    area = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=path, type="jpeg", quality=QUALITY, full_page=True, clip=area)  # type: ignore[arg-type]


def file_of(visit: Visit) -> str:
    return re.sub(r"[^a-z0-9]+", "-", visit.page.route.lower()).strip("-") or "accueil"


def told(visit: Visit) -> str:
    heading = visit.page.tree.find(".//h1") if visit.page.tree is not None else None
    title = text_of(heading) if heading is not None else visit.page.route
    who = f" – {WHO[visit.role].lower()}" if visit.role in WHO else ""
    return (
        f"\n## {title}{who}\n\n`{visit.page.route}`\n\n"
        f"![{title}, au large](images/pages/{file_of(visit)}-bureau.jpg) "
        f"![{title}, au téléphone](images/pages/{file_of(visit)}-telephone.jpg)\n"
    )
