"""The page of the method says what the document says, and opens to whoever may read a score."""

import re
from html import unescape
from pathlib import Path

from app.models.user import Role
from tests.support.client import Client
from tests.support.html import text_of

METHOD = Path(__file__).parents[3] / "docs" / "method.md"


def test_the_page_says_the_document_word_for_word(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    client.get("/methode")
    assert client.page is not None
    (main,) = client.page.iter("main")
    parts = [part for part in main.iter() if part.tag in ("h1", "p", "h2", "li", "td", "th")]
    said = words(" ".join(text_of(part) for part in parts))
    written = words(METHOD.read_text(encoding="utf-8"))
    assert said[: len(written)] == written


def test_every_entry_of_the_summary_leads_to_a_section(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    client.get("/methode")
    assert client.page is not None
    sections = {section.get("id") for section in client.page.iter("section")}
    links = [link.get("href", "") for nav in client.page.iter("nav") for link in nav.iter("a")]
    assert {link.removeprefix("#") for link in links if link.startswith("#")} == sections
    assert len(sections) == METHOD.read_text(encoding="utf-8").count("\n## ")


def words(text: str) -> list[str]:
    """Without the signs of the document's own writing: titles, emphasis, tables, lists."""
    plain = re.sub(r"^(\||)[-| ]+\|$|^#+ |^- |^\d\. ", " ", unescape(text), flags=re.MULTILINE)
    return plain.replace("*", "").replace("|", " ").split()
