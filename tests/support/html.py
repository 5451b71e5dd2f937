"""What every page of ours must be: valid, named, labelled, safe under the CSP, and typeset in French."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

LABELLED = ("input", "select", "textarea")
UNLABELLED_TYPES = ("hidden", "submit", "button", "image", "reset")
UNREAD = ("script", "style", "code", "pre", "kbd", "textarea", "title")
CONTAINERS = {"tr": "tbody", "td": "tr", "th": "tr", "tbody": "table", "thead": "table", "option": "select"}
PLAIN_SPACE_BEFORE = re.compile(r"\w [:;!?»]|« \w")


class PageFaultError(AssertionError):
    """A page breaks a rule; the message says which and where."""


def parse(html: str) -> Element:
    """Strictly: any error of the HTML parser is a fault of the page."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(html)
    return document


def parse_fragment(html: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    first = re.match(r"\s*<(\w+)", html)
    fragment: Element = parser.parseFragment(html, container=CONTAINERS.get(first[1] if first else "", "div"))
    return fragment


def check_page(html: str, nonce: str) -> Element:
    document = parse(html)
    faults = list(_page_faults(document)) + list(_faults(document, nonce))
    _raise(faults)
    return document


def check_fragment(html: str, nonce: str) -> Element:
    fragment = parse_fragment(html)
    _raise(list(_faults(fragment, nonce)))
    return fragment


def text_of(element: Element) -> str:
    return re.sub(r"[ \n\t]+", " ", "".join(element.itertext())).strip()


def find_form(document: Element, action: str) -> Element:
    for form in document.iter("form"):
        if form.get("action") == action:
            return form
    raise PageFaultError(f"no form with action {action}")


def form_values(form: Element) -> dict[str, list[str]]:
    """What a browser would send without anything typed, buttons left out."""
    values: dict[str, list[str]] = {}
    for control in form.iter():
        name = control.get("name")
        if name and "disabled" not in control.attrib:
            values.setdefault(name, []).extend(_value(control))
    return {name: found for name, found in values.items() if found}


def _value(control: Element) -> list[str]:
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        return [option.get("value", option.text or "") for option in chosen]
    if control.tag != "input" or control.get("type") in ("submit", "button", "file"):
        return []
    if control.get("type") in ("checkbox", "radio"):
        return [control.get("value", "on")] if "checked" in control.attrib else []
    return [control.get("value", "")]


def _page_faults(document: Element) -> Iterator[str]:
    if not (document.get("lang") or "").startswith("fr"):
        yield "the page does not say lang=fr"
    titles = list(document.iter("title"))
    if len(titles) != 1 or not text_of(titles[0]).removesuffix("– Fonds ODD 17").strip():
        yield "the page has no title of its own"
    if len(list(document.iter("h1"))) != 1:
        yield "the page does not have exactly one h1"
    if len(list(document.iter("main"))) != 1:
        yield "the page does not have exactly one main"


def _faults(root: Element, nonce: str) -> Iterator[str]:
    yield from _identifiers(root)
    yield from _labels(root)
    yield from _forms(root)
    yield from _csp(root, nonce)
    yield from _texts(root)
    yield from (f"image without alt: {image.attrib}" for image in root.iter("img") if image.get("alt") is None)
    yield from (
        f"button without name: {b.attrib}" for b in root.iter("button") if not (text_of(b) or b.get("aria-label"))
    )


def _identifiers(root: Element) -> Iterator[str]:
    counts = Counter(element.get("id") for element in root.iter() if element.get("id"))
    yield from (f"id used twice: {identifier}" for identifier, count in counts.items() if count > 1)
    for element in root.iter():
        for name in ("aria-describedby", "aria-labelledby"):
            for identifier in (element.get(name) or "").split():
                if identifier not in counts:
                    yield f"{name} points to nothing: {identifier}"


def _labels(root: Element) -> Iterator[str]:
    named = {label.get("for") for label in root.iter("label") if text_of(label)}
    inside = {id(control) for label in root.iter("label") for control in label.iter() if text_of(label)}
    for control in root.iter():
        if control.tag not in LABELLED or control.get("type") in UNLABELLED_TYPES:
            continue
        if not (control.get("id") in named or id(control) in inside or control.get("aria-label")):
            yield f"no label for {control.tag} {control.get('name')}"


def _forms(root: Element) -> Iterator[str]:
    for form in root.iter("form"):
        if not form.get("action") or form.get("method") not in ("get", "post"):
            yield f"form without action and method: {form.attrib}"
        names = {control.get("name") for control in form.iter("input")}
        if form.get("method") == "post" and "csrf_token" not in names:
            yield f"form without csrf_token: {form.get('action')}"


def _csp(root: Element, nonce: str) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "style" or (name.startswith("on") and name != "one") or name.startswith("hx-on"):
                yield f"inline {name} on {element.tag}"
            if value.strip().lower().startswith(("javascript:", "js:")):
                yield f"script in {name} on {element.tag}"
        if element.tag == "script" and (element.get("nonce") != nonce or (element.text or "").strip()):
            yield "script without nonce, or inline"
        if element.tag == "style":
            yield "inline style sheet"
        if any(name.startswith("hx-") for name in element.attrib) and element.get("hx-nonce") != nonce:
            yield f"htmx element without hx-nonce: {element.tag} {element.attrib}"


def _texts(root: Element) -> Iterator[str]:
    for text in _read_texts(root):
        if "{{" in text or "{%" in text or "}}" in text:
            yield f"stray braces: {text.strip()[:80]}"
        if re.search(r"\bNone\b|Undefined|<[a-z]+ object", text):
            yield f"a value of the program shows: {text.strip()[:80]}"
        if found := PLAIN_SPACE_BEFORE.search(text):
            yield f"breaking space near « {found.group()} »: {text.strip()[:80]}"


def _read_texts(element: Element) -> Iterator[str]:
    """Texts of the page, without what people typed in fields and what is not prose."""
    if element.tag not in UNREAD and isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _read_texts(child)
            yield child.tail or ""


def _raise(faults: list[str]) -> None:
    if faults:
        raise PageFaultError("; ".join(faults))
