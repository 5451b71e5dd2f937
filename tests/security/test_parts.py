"""Every element of the site that asks for a part of its page: the part put in its place is what a full load gives.

The elements are those found on the pages that the crawl reached, so a new one is tried by itself; each is asked as htmx
does, with the values of its page, then with others typed. The cells of a grid, which a script posts one by one,
are tried in ``tests/app/assessments/test_grid_page.py`` and ``tests/app/respondents/test_answers.py``.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from httpx2 import Response

from tests.security.crawl import Crawl, Page, Reader
from tests.support.client import HTMX
from tests.support.html import form_values
from tests.support.htmx import comparable, swapped

Values = dict[str, list[str]]
UNLIKE = ("/mon-compte/second-facteur",)  # a new secret at each load
MOVED = ("HX-Replace-Url", "HX-Push-Url")


class Asking(NamedTuple):
    """`target`: the id of what the answer replaces."""

    page: str
    address: str
    target: str
    swap: str
    values: Values
    choices: dict[str, list[str]]

    def url(self, values: Values) -> str:
        more = urlencode(values, doseq=True)
        return self.address + (("&" if "?" in self.address else "?") + more if more else "")


def askings(pages: list[Page], crawl: Crawl) -> Iterator[Asking]:
    """One of each kind: the route of its page, the route it asks, what it replaces."""
    known = set()
    for page in pages:
        for element in page.tree.iter() if page.tree is not None and page.answer.status_code == 200 else ():
            if page.route in UNLIKE or "hx-get" not in element.attrib:
                continue
            found = asking_of(page, element)
            kind = (crawl.map.route_of(found.address), found.target.rstrip("0123456789"))
            if kind not in known:
                known.add(kind)
                yield found


def asking_of(page: Page, element: Element) -> Asking:
    wanted = element.get("hx-get") or ""
    target = (element.get("hx-target") or "#" + element.get("id", "")).removeprefix("#")
    choices = {
        one.get("name", ""): [option.get("value", "") for option in one.iter("option")]
        for one in element.iter("select")
    }
    address, swap = urljoin(page.address, wanted), element.get("hx-swap") or "innerHTML"
    return Asking(page.address, address, target, swap, values_of(element), choices)


def values_of(element: Element) -> Values:
    """Of a form, its own; of a field, its own."""
    if element.tag == "form":
        return form_values(element)
    return {element.attrib["name"]: [element.get("value", "")]} if "name" in element.attrib else {}


def typed(asking: Asking) -> Values:
    """Other values: words in the first field, the last choice of each list."""
    first = next((name for name in asking.values if name not in asking.choices), "")
    chosen = {name: [options[-1]] for name, options in asking.choices.items() if options}
    return asking.values | chosen | ({first: ["redon"]} if first else {})


def ask(reader: Reader, asking: Asking, values: Values) -> Response:
    return reader.get(asking.url(values), headers=HTMX)


def where(asking: Asking, values: Values, answer: Response) -> str:
    """The address of the page that a full load would give."""
    is_page = urlsplit(asking.address).path == urlsplit(asking.page).path
    here = asking.url(values) if is_page else asking.page
    return next((answer.headers[name] for name in MOVED if name in answer.headers), here)


def at(html: str, identifier: str) -> str:
    """As swapped pages are compared, one element of them only."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = next(element for element in tree.iter() if element.get("id") == identifier)
    found.tail = None
    return comparable(found)


def test_a_part_put_in_its_place_is_the_page_of_a_full_load(pages: list[Page], reader: Reader) -> None:
    crawl, tried = Crawl(reader.app, reader), 0  # type: ignore[arg-type]
    for asking in list(askings(pages, crawl)):
        before = reader.get(asking.page).text
        answer = ask(reader, asking, asking.values)
        assert answer.status_code == 200, asking
        fresh = reader.get(where(asking, asking.values, answer)).text
        assert swapped(before, answer.text, asking.target, asking.swap) == comparable(fresh), asking
        tried += 1
    assert tried >= 10


def test_so_is_it_once_something_is_typed(pages: list[Page], reader: Reader) -> None:
    crawl, tried = Crawl(reader.app, reader), 0  # type: ignore[arg-type]
    for asking in list(askings(pages, crawl)):
        if not asking.values:
            continue
        before = reader.get(asking.page).text
        answer = ask(reader, asking, typed(asking))
        assert answer.status_code == 200, asking
        fresh = where(asking, typed(asking), answer)
        if fresh == asking.page and not asking.choices:
            continue  # propositions, that no page shows by itself
        found = at(swapped(before, answer.text, asking.target, asking.swap), asking.target)
        assert found == at(reader.get(fresh).text, asking.target), asking
        tried += 1
    assert tried >= 5
