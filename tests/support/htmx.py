"""A fragment put in its place must give the page that a fresh load gives."""

import re
from xml.etree.ElementTree import Element, tostring

from tests.support.html import parse, parse_fragment

CHANGING = re.compile(r'(nonce|csrf_token|value|hx-headers:inherited)="[A-Za-z0-9_\-]{20,}"|"X-CSRF-Token": "[^"]*"')


def swapped(page: str, fragment: str, target: str, swap: str = "outerHTML") -> str:
    """The page after htmx put `fragment` at the element whose id is `target`, out-of-band parts included."""
    document = parse(page)
    answer = parse_fragment(fragment)
    parts = list(answer)
    for part in [part for part in parts if part.get("hx-swap-oob")]:
        parts.remove(part)
        part.attrib.pop("hx-swap-oob")
        _replace(document, part.get("id", ""), [part])
    if swap == "outerHTML":
        _replace(document, target, parts)
    else:
        place = _by_id(document, target)
        place.text = answer.text
        place[:] = parts
    return comparable(document)


def comparable(document: Element | str) -> str:
    """Without what changes at every load: nonces, tokens, idempotency keys and spaces between tags."""
    element = parse(document) if isinstance(document, str) else document
    text = tostring(element, encoding="unicode", method="html")
    return re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda m: m.group().strip(), CHANGING.sub("", text)))


def assert_same_page(page: str, fragment: str, target: str, fresh: str, swap: str = "outerHTML") -> None:
    assert swapped(page, fragment, target, swap) == comparable(fresh)


def _by_id(document: Element, identifier: str) -> Element:
    for element in document.iter():
        if element.get("id") == identifier:
            return element
    raise AssertionError(f"nothing has the id {identifier}")


def _replace(document: Element, identifier: str, parts: list[Element]) -> None:
    old = _by_id(document, identifier)
    for parent in document.iter():
        children = list(parent)
        if old in children:
            place = children.index(old)
            if parts:
                parts[-1].tail = old.tail
            parent[place : place + 1] = parts
            return
