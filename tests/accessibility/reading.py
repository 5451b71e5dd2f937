"""What the tests of structure read in the tree of a page."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.support.html import text_of

NS = "{http://www.w3.org/2000/svg}"
STOPS = ("a", "button", "select", "textarea", "summary")


def reached(page: Element) -> Iterator[Element]:
    """What the keyboard stops at, in order."""
    for element in page.iter():
        is_field = element.tag == "input" and element.get("type") != "hidden"
        if is_field or element.tag in STOPS or element.get("tabindex") == "0":
            yield element


def is_named(drawing: Element) -> bool:
    named = drawing.get("aria-label") or drawing.get("aria-labelledby") or drawing.find(f"{NS}title") is not None
    return drawing.get("role") in ("img", "group") and bool(named)


def outermost(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.get("role") != "img" and child.get("aria-hidden") != "true":
            yield from outermost(child, tag)


def alternatives(page: Element) -> Iterator[str]:
    """The name of each drawing that informs, as it is written."""
    for drawing in page.iter(f"{NS}svg"):
        if drawing.get("role") in ("img", "group"):
            title = drawing.find(f"{NS}title")
            yield drawing.get("aria-label") or (text_of(title) if title is not None else "…")


def is_left_out(drawing: Element) -> bool:
    return drawing.get("aria-hidden") == "true"


def around(link: Element, parents: dict[Element, Element]) -> str:
    """The text of the row, the line or the paragraph that holds a link: it says what the link is about."""
    at: Element | None = link
    while at is not None and at.tag not in ("tr", "li", "p", "dd", "nav", "section", "main"):
        at = parents.get(at)
    within = [one.get("aria-label", "") for one in above(link, parents) if one.tag == "nav"]
    return "".join(within) if at is None or at.tag in ("nav", "section", "main") else text_of(at) + "".join(within)


def above(link: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    at = parents.get(link)
    while at is not None:
        yield at
        at = parents.get(at)


def kind_of(element: Element) -> str:
    return re.sub(r"\s+", " ", f"{element.tag} {element.get('class', '')}").strip()


def names_a_group(element: Element) -> bool:
    if element.tag == "fieldset":
        return element.find("legend") is not None or bool(element.get("aria-labelledby") or element.get("aria-label"))
    named = element.get("aria-label") or element.get("aria-labelledby")
    return element.get("role") in ("radiogroup", "group") and bool(named)
