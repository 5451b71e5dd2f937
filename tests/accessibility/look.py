"""One page in a real browser, looked at in every way a person may: schemes, widths, spacing; what each finds wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Request

from tests.accessibility.world import World

AXE = Path("node_modules/axe-core/axe.min.js")
OURS = Path(__file__).with_name("look.js")
DESK, ZOOMED, NARROW, PHONE = (1280, 900), (640, 450), (320, 640), (390, 844)
FINGER_PX, POINTER_PX = 44, 24
SCHEMED = ["color-contrast", "link-in-text-block"]


@dataclass
class Looks:
    """By kind of look, « page: fault »."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    pages: int = 0

    def note(self, kind: str, label: str, found: list[str]) -> None:
        self.faults.setdefault(kind, []).extend(f"{label} : {fault}" for fault in found)

    def of(self, kind: str) -> list[str]:
        return self.faults[kind]


@contextmanager
def browsing(browser: Browser, url: str, world: World, role: str) -> Iterator[Page]:
    """A desk of that role."""
    context = browser.new_context(base_url=url, locale="fr-FR", color_scheme="light", reduced_motion="reduce")
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in world.cookies[role].items()])
    page = context.new_page()
    yield page
    context.close()


@contextmanager
def asked_elsewhere(page: Page, own: str) -> Iterator[list[str]]:
    """The addresses of other sites that the page asks something of, as it asks."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((own, "data:", "blob:", "about:")):
            asked.append(request.url)

    page.on("request", note)
    yield asked
    page.remove_listener("request", note)


def look_at(page: Page, label: str, looks: Looks, *, again: bool = False) -> None:
    """The page already opened; left at a desk, in light. `again`: another role saw the same, little else is new."""
    looks.pages += 1
    size(page, DESK)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(OURS.read_text(encoding="utf-8"))
    page.evaluate("odd17Look.unfold()")
    looks.note("axe", label, page.evaluate("odd17Look.axe()"))
    if again:
        return
    looks.note("cibles au bureau", label, page.evaluate(f"odd17Look.small({POINTER_PX})"))
    looks.note("texte espacé", label, page.evaluate("odd17Look.spaced()"))
    page.emulate_media(color_scheme="dark")
    looks.note("sombre", label, page.evaluate("(only) => odd17Look.axe(only)", SCHEMED))
    page.emulate_media(color_scheme="light")
    for kind, dimensions in (("zoom 200 %", ZOOMED), ("320 px", NARROW), ("téléphone", PHONE)):
        size(page, dimensions)
        looks.note(kind, label, page.evaluate("odd17Look.overflow()"))
    looks.note("cibles au téléphone", label, page.evaluate(f"odd17Look.small({FINGER_PX})"))
    size(page, DESK)


def size(page: Page, dimensions: tuple[int, int]) -> None:
    page.set_viewport_size({"width": dimensions[0], "height": dimensions[1]})
