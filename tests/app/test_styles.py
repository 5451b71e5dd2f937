"""The colours reach their contrast in both schemes, and no class is left without a rule."""

import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = ROOT / "app" / "static" / "css"
TEMPLATES = ROOT / "templates"
LETTERS = TEMPLATES / "letters"
TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")
TOKENS = {name: (light, dark) for name, light, dark in TOKEN.findall((STYLES / "tokens.css").read_text())}
SCHEMES = {"light": 0, "dark": 1}
TEXTS = [
    "ink",
    "ink-2",
    "ink-3",
    "act",
    "resultats",
    "relation",
    "innovation",
    "performance",
    "confiance",
    "late",
    "done",
]
PAIRS = [
    *product(TEXTS, ["paper", "ground"]),
    *((state, f"{state}-soft") for state in ("late", "due", "done", "info")),
    ("ink-2", "hatch-2"), ("ink-2", "line-2"), ("act", "act-soft"), ("ink", "now"), ("ink-3", "now"),
    ("ink", "tile-1"), ("tile-2-ink", "tile-2"), ("tile-3-ink", "tile-3"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_read_on_its_ground(text: str, ground: str, scheme: str) -> None:
    assert contrast(colour(text, scheme), colour(ground, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["act-fill", "act-hover"])
def test_white_is_read_on_what_acts(ground: str, scheme: str) -> None:
    assert contrast("#ffffff", colour(ground, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_the_edge_of_a_field_is_seen(ground: str, scheme: str) -> None:
    assert contrast(colour("control", scheme), colour(ground, scheme)) >= 3


def test_every_class_of_the_pages_has_a_rule() -> None:
    pages = [path for path in TEMPLATES.rglob("*.html") if not path.is_relative_to(LETTERS)]
    assert without_a_rule(pages, STYLES.glob("*.css")) == set()


def test_every_class_of_the_letters_has_a_rule_in_the_letter_itself() -> None:
    """A letter fetches nothing: its few rules travel with it."""
    assert without_a_rule(LETTERS.glob("*.html"), [LETTERS / "_letter.html"]) == set()


def without_a_rule(pages: Iterable[Path], sheets: Iterable[Path]) -> set[str]:
    written = "".join(path.read_text() for path in sheets)
    values = [value for path in pages for value in re.findall(r'class="([^"{]*)"', path.read_text())]
    used = {name for value in values for name in value.split()}
    return {name for name in used if not re.search(rf"\.{re.escape(name)}\b", written)}


def test_every_colour_used_is_a_token() -> None:
    sheets = [path for path in STYLES.glob("*.css") if path.name not in ("tokens.css", "print.css")]
    assert {path.name: found for path in sheets if (found := re.findall(r"#[0-9a-f]{3,8}\b", path.read_text()))} == {}


def colour(name: str, scheme: str) -> str:
    return TOKENS[name][SCHEMES[scheme]]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(hexadecimal: str) -> float:
    red, green, blue = (linear(int(hexadecimal[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
