"""What every page says in its HTML, whoever looks: read from the pages themselves, without a browser."""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

import pytest

from tests.accessibility.reading import (
    NS,
    alternatives,
    around,
    is_left_out,
    is_named,
    kind_of,
    names_a_group,
    outermost,
    reached,
)
from tests.accessibility.visits import Visit
from tests.security.records import SOME
from tests.support.html import text_of

FOREIGN = {"iframe", "frame", "object", "embed", "video", "audio", "canvas", "area", "marquee", "blink", "font"}
ABOUT_ONESELF = {"/connexion": {"username", "current-password"}, "/mon-compte": {"name", "new-password"}}
FIELDS = ("input", "select", "textarea")


@pytest.fixture(scope="session")
def pages(visited: list[Visit]) -> dict[str, Element]:
    """By name; one of each route and role."""
    return {visit.label: visit.page.tree for visit in visited if visit.is_page and visit.page.tree is not None}


@pytest.fixture(scope="session")
def framed(pages: dict[str, Element]) -> dict[str, Element]:
    """Those with the header of the site: sheets made to be printed have none."""
    return {label: page for label, page in pages.items() if page.find(".//header[@class='top']") is not None}


def test_nothing_is_framed_played_or_drawn_by_script(pages: dict[str, Element]) -> None:
    assert len(pages) > 100
    for label, page in pages.items():
        assert {element.tag for element in page.iter()} & FOREIGN == set(), label
        assert [one for one in page.iter("input") if one.get("type") == "image"] == [], label
        assert [one for one in page.iter() if one.get("target") or one.get("autoplay")] == [], label


def test_every_drawing_says_what_it_shows_or_is_left_out(pages: dict[str, Element]) -> None:
    drawings = [(label, one) for label, page in pages.items() for one in outermost(page, f"{NS}svg")]
    assert len(drawings) > 20
    assert [(label, one.attrib) for label, one in drawings if not (is_named(one) or is_left_out(one))] == []


def test_an_alternative_is_a_sentence_that_says_something(pages: dict[str, Element]) -> None:
    """Nothing left out of it: no empty part before a full stop, no value that has no words."""
    names = [(label, name) for label, page in pages.items() for name in alternatives(page)]
    assert len(names) > 200
    faulty = re.compile(r":\s*\.|,\s*\.|\bNone\b|\{|\}|^\W*$")
    assert [(label, name) for label, name in names if faulty.search(name)] == []


def test_no_page_changes_its_language(pages: dict[str, Element]) -> None:
    for label, page in pages.items():
        assert [one.get("lang") for one in page.iter() if one.get("lang")] in (["fr"], []), label


def test_what_is_kept_from_screen_readers_holds_nothing_to_reach(pages: dict[str, Element]) -> None:
    kept = [(label, one) for label, page in pages.items() for one in page.iter() if one.get("aria-hidden") == "true"]
    assert len(kept) > 100
    assert [
        (label, kind_of(one)) for label, one in kept if any(stop.get("tabindex") != "-1" for stop in reached(one))
    ] == []


def test_every_page_has_a_title_of_its_own(visited: list[Visit]) -> None:
    """Of one person: two addresses with one title are the same page filled otherwise."""
    titles = defaultdict(set)
    for visit in visited:
        if visit.is_page and visit.role == "admin" and visit.page.tree is not None:
            title = visit.page.tree.find(".//title")
            route = visit.page.route.removesuffix("/avancement").removesuffix("/apercu")  # the same page, further on
            titles["" if title is None else text_of(title)].add(route)
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}
    assert "" not in titles


def test_every_table_names_its_columns_and_rows(pages: dict[str, Element]) -> None:
    """But the figures side by side on top of a printed sheet, said not to be a table."""
    all_of_them = [(label, table) for label, page in pages.items() for table in page.iter("table")]
    tables = [(label, table) for label, table in all_of_them if table.get("role") != "presentation"]
    laid_out = [table for _, table in all_of_them if table.get("role") == "presentation"]
    assert len(tables) > 100
    assert [one.tag for table in laid_out for one in table.iter() if one.tag in ("th", "caption", "thead")] == []
    assert [label for label, table in tables if table.find(".//th") is None] == []
    assert [label for label, table in tables for head in table.iter("th") if head.get("scope") is None] == []
    assert [label for label, table in tables if len(table.findall("./thead/tr")) > 1] == []
    assert [label for label, table in tables for cell in table.iter() if cell.get("rowspan")] == []


def test_links_of_one_text_lead_to_one_place(pages: dict[str, Element]) -> None:
    """Within the content; the words for screen readers count, and so does the row or the line a link is in."""
    twice = []
    for label, page in pages.items():
        places = defaultdict(set)
        parents = {child: parent for parent in page.iter() for child in parent}
        for link in page.findall(".//main//a"):
            if link.get("data-screen"):  # the steps of a grid, shown one at a time
                continue
            places[link.get("aria-label") or text_of(link), around(link, parents)].add(link.get("href"))
        twice += [f"{label} : {text}" for (text, _), found in places.items() if len(found) > 1 and text != SOME]
    assert twice == []


def test_every_page_opens_with_a_way_past_its_header(framed: dict[str, Element]) -> None:
    firsts = {label: next(reached(page)) for label, page in framed.items()}
    assert [label for label, first in firsts.items() if first.get("href") != "#contenu"] == []
    mains = {label: page.find(".//main") for label, page in framed.items()}
    assert [label for label, main in mains.items() if main is None or main.get("id") != "contenu"] == []


def test_the_frame_is_the_same_everywhere(visited: list[Visit], framed: dict[str, Element]) -> None:
    """Header, navigation, search, content, footer: in one order, whatever the page, for one person."""
    orders = defaultdict(lambda: defaultdict(list))  # type: ignore[var-annotated]
    for visit in visited:
        page = framed.get(visit.label)
        if (
            page is not None
            and page.find(".//a[@class='brand']") is not None
            and visit.role in ("admin", "lecteur", "financeur")
        ):
            kinds = [kind_of(one) for one in (*page.findall("body/*"), *page.findall("body/header/*"))]
            orders[visit.role][" > ".join(kind for kind in kinds if not kind.startswith("nav sub-nav"))].append(
                visit.label
            )
    assert {kind: dict(found) for kind, found in orders.items() if len(found) > 1} == {}
    assert len(orders) == 3


def test_choices_are_grouped_under_a_legend(pages: dict[str, Element]) -> None:
    alone = []
    for label, page in pages.items():
        grouped = {id(one) for group in page.iter() if names_a_group(group) for one in group.iter("input")}
        radios = [one for one in page.iter("input") if one.get("type") == "radio" and not one.get("aria-label")]
        alone += [f"{label} : {one.get('name')}" for one in radios if id(one) not in grouped]
    assert alone == []


def test_fields_about_oneself_can_be_filled_by_the_browser(visited: list[Visit]) -> None:
    for address, asked in ABOUT_ONESELF.items():
        page = next(visit.page.tree for visit in visited if visit.is_page and visit.page.address == address)
        assert page is not None
        assert asked <= {one.get("autocomplete", "") for one in page.iter("input")}


def test_messages_have_a_place_that_is_read_out(framed: dict[str, Element]) -> None:
    places = {label: page.find(".//div[@id='messages']") for label, page in framed.items()}
    assert [label for label, place in places.items() if place is None or place.get("role") != "status"] == []


def test_words_of_partners_are_quotations(visited: list[Visit]) -> None:
    page = next(visit.page.tree for visit in visited if visit.is_page and visit.page.route == "/projets/{code}/cas")
    assert page is not None
    assert list(page.iter("blockquote"))


def test_every_form_has_its_button(pages: dict[str, Element]) -> None:
    """But a search, which goes by Enter, and a grid that may only be read."""
    without = []
    for label, page in pages.items():
        for form in page.iter("form"):
            inside = [one for one in form.iter("button") if one.get("type", "submit") == "submit"]
            outside = [one for one in page.iter("button") if form.get("id") and one.get("form") == form.get("id")]
            closed = {id(one) for group in form.iter("fieldset") if "disabled" in group.attrib for one in group.iter()}
            fields = [one for one in form.iter() if one.tag in FIELDS and one.get("type") != "hidden"]
            fields = [one for one in fields if "disabled" not in one.attrib and id(one) not in closed]
            if fields and not inside and not outside and form.get("role") != "search":
                without.append(f"{label} : {form.get('action')}")
    assert without == []
