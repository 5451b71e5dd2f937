"""What holds for every template, read as text."""

import re
from pathlib import Path

import pytest

from app.web.templating import TEMPLATES, environment

ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
APP = TEMPLATES.parent / "app"
FORBIDDEN = {
    "a filter that trusts text": re.compile(r"\|\s*safe\b|Markup\("),
    "an inline style": re.compile(r"\sstyle\s*="),
    "an inline handler": re.compile(r"\s(on(?!e\b)[a-z]+|hx-on[:a-z-]*)\s*="),
    "a script in a value": re.compile(r"""["'](javascript|js):"""),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "autoescape left": re.compile(r"autoescape\s+false"),
    "a straight apostrophe in a sentence": re.compile(r">[^<>{}]*\w'\w[^<>{}]*<"),
    "a plain space before a double mark": re.compile(r">[^<>{}]*\w [:;!?»](?![\w-])[^<>{}]*<"),
}


@pytest.mark.parametrize("name", ALL)
def test_a_template_reads_and_holds_nothing_forbidden(name: str) -> None:
    environment.get_template(name)
    text = re.sub(r"{#.*?#}", "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    found = {why: match.group()[:60] for why, pattern in FORBIDDEN.items() if (match := pattern.search(text))}
    assert found == {}


def test_every_template_is_used() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in [*APP.rglob("*.py"), *TEMPLATES.rglob("*.*")])
    unused = [name for name in ALL if f'"{name}"' not in used and not is_error_page(name)]
    assert [name for name in unused if not is_named_in_its_feature(name)] == []


def is_named_in_its_feature(name: str) -> bool:
    """A feature may keep the folder in one place and name the page alone, or a letter without its kind."""
    feature, stem = Path(name).parts[0], Path(name).stem
    texts = [path.read_text(encoding="utf-8") for path in (APP / feature).rglob("*.py")]
    return any(re.search(rf'"{stem}(\.html)?"', text) for text in texts)


def test_every_macro_is_used() -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.*"))
    macros = re.findall(r"{%-? macro (\w+)\(", everything)
    called = set(re.findall(r"(?<!macro )\b(\w+)\(", everything))
    python = "".join(path.read_text(encoding="utf-8") for path in APP.rglob("*.py"))
    called |= set(re.findall(r'draw_macro\(\s*"[^"]+", "(\w+)"', python))
    assert len(macros) > 50
    assert [name for name in macros if name not in called] == []


def is_error_page(name: str) -> bool:
    return Path(name).parent.name == "errors"
