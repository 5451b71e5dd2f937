"""The whole site read by an administrator, every text of it hostile: shown as text, and nothing written."""

import re
from xml.etree.ElementTree import Element

import html5lib
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.gazette.files import styles
from app.web.csrf import SAFE_METHODS
from tests.security.conftest import Seen
from tests.security.crawl import Page
from tests.security.hostile import TYPED, WRITTEN, texts, typed
from tests.security.payloads import MARK
from tests.support.client import is_file

# A link that opens nothing is a guess, counted so that guesses are slowed down; a session notes when it was last used.
COUNTED = {"sign_in_attempt", "user_session"}
DRAWN = "data:image/svg+xml"  # the square code of the second factor
ACTIVE = ("href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "hx-get", "hx-post")
SCHEMES = re.compile(r"^[\s\x00-\x20]*(javascript|data|vbscript):", re.IGNORECASE)


def test_every_text_people_type_is_hostile_here() -> None:
    """A new column of text fails here until it is said to be typed or written by the product."""
    known = {f"{table.name}.{column.name}" for table, column in typed()}
    assert known <= texts()
    left = {name for name in texts() - known if not {name, name.partition(".")[2]} & WRITTEN}
    assert left == set(), "tests/security/hostile.py"
    assert len(known) > 60 < sum(len(columns) for columns in TYPED.values())


def test_nearly_every_route_that_reads_was_read(app: FastAPI, pages: list[Page]) -> None:
    good = {page.route for page in pages if page.answer.status_code in (200, 303)}
    asked = {page.route for page in pages}
    assert len(good) > 0.6 * len(asked)
    assert [page.address for page in pages if page.answer.status_code >= 500] == []


def test_what_people_typed_is_shown_as_text_on_every_page(pages: list[Page]) -> None:
    shown = 0
    for page in pages:
        if page.tree is not None:
            shown += page.answer.text.count(MARK)
            assert faults_of(page.tree, page.answer.headers["Content-Security-Policy"]) == [], page.address
    assert shown > 1_000, "the hostile texts are hardly shown"


def test_what_people_typed_is_shown_as_text_in_every_file_of_html(pages: list[Page]) -> None:
    """A page taken as a file has our style sheet in it, and nothing else that a page may not have."""
    files = [page for page in pages if is_file(page.answer) and "text/html" in page.answer.headers["Content-Type"]]
    assert files != []
    for page in files:
        tree = html5lib.parse(page.answer.text, namespaceHTMLElements=False)
        assert [style.text for style in tree.iter("style")] == [styles()], page.address
        assert faults_of(tree, page.answer.headers["Content-Security-Policy"]) == ["style"], page.address


def faults_of(tree: Element, policy: str) -> list[str]:
    """Whatever a text has become beside text: an element, a handler, an address that runs, a style."""
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.lower()
        if MARK in name or name in ("iframe", "object", "embed", "base", "style", "animate"):
            found.append(name)
        if name == "script" and element.get("nonce") != nonce[1]:
            found.append("script sans nonce")
        found += [f"{name} {key}" for key, value in element.attrib.items() if is_active(name, str(key).lower(), value)]
    return found


def is_active(element: str, name: str, value: str) -> bool:
    if name.startswith(("on", "hx-on")) or name == "style" or MARK in name:
        return True
    drawn = element == "img" and name == "src" and value.startswith(DRAWN)
    return name in ACTIVE and not drawn and (bool(SCHEMES.match(value)) or value.startswith("//"))


def test_a_hostile_text_let_through_would_be_seen() -> None:
    """The look itself is tried: each of these is a fault."""
    policy = "script-src 'nonce-abc'"
    for html in (
        "<script>alert(1)</script>",
        "<p onclick=a()>",
        f"<{MARK}>",
        "<a href=' JavaScript:alert(1)'>",
        "<p style=color:red>",
        "<iframe>",
        "<base href=//x>",
        "<form action=//ailleurs.example>",
    ):
        assert faults_of(html5lib.parse(html, namespaceHTMLElements=False), policy), html
    fine = "<p>&lt;script&gt;</p><script nonce=abc></script><a href=/projets>"
    assert faults_of(html5lib.parse(fine, namespaceHTMLElements=False), policy) == []


def test_reading_writes_nothing(seen: Seen) -> None:
    """Counted by PostgreSQL itself, within the transaction that all these requests shared."""
    assert len(seen.pages) > 100
    assert seen.before != []
    written = {name for name, count in set(map(tuple, seen.after)) - set(map(tuple, seen.before))}
    assert written <= COUNTED


def test_no_route_that_reads_is_given_a_session_that_writes(app: FastAPI) -> None:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.methods <= SAFE_METHODS:
            assert "write_session" not in names_of(route), context.path


def names_of(route: APIRoute) -> set[str]:
    waiting, found = [route.dependant], set()
    while waiting:
        one = waiting.pop()
        found.add(getattr(one.call, "__name__", ""))
        waiting += one.dependencies
    return found
