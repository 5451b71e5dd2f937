"""Formats: every number that leads to one leads to one that exists."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.support.excel.book import MAIN, Book

STYLES = "xl/styles.xml"
LISTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
FIRST_OWN = 164
MOST_FORMATS = 65_490
WITH_STYLE = {"c": "s", "row": "s", "col": "style"}
DIFFERENTIAL = ("dxfId", "dataDxfId", "headerRowDxfId", "totalsRowDxfId")


def formats_are_whole(book: Book) -> Iterator[str]:
    root = book.parts[STYLES]
    counts = {name: count_of(root, name) for name in (*LISTS.values(), "cellXfs", "dxfs")}
    for name, (told, found) in counts.items():
        if told != found:
            yield f"{STYLES}: {found} in {name}, {told} said"
    if counts["cellXfs"][1] > MOST_FORMATS:
        yield f"{STYLES}: more formats than Excel holds"
    known = {own.get("numFmtId") for own in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    for own in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        number = own.get("numFmtId", "0")
        if int(number) >= FIRST_OWN and number not in known:
            yield f"{STYLES}: number format {number} is not there"
        for key, name in LISTS.items():
            if int(own.get(key, 0)) >= max(counts[name][1], 1):
                yield f"{STYLES}: {key} {own.get(key)} is not there"


def count_of(root: Element, name: str) -> tuple[int, int]:
    """(said, found)."""
    found = root.find(f"{MAIN}{name}")
    return (0, 0) if found is None else (int(found.get("count", len(found))), len(found))


def styles_are_known(book: Book) -> Iterator[str]:
    known = count_of(book.parts[STYLES], "cellXfs")[1]
    for sheet in book.sheets:
        for name, key in WITH_STYLE.items():
            met = {int(own.get(key, 0)) for own in sheet.root.iter(f"{MAIN}{name}")}
            yield from (f"{sheet.title}: style {style} is not there" for style in sorted(met) if style >= known)


def differences_are_known(book: Book) -> Iterator[str]:
    """Formats of conditions and of tables."""
    known = count_of(book.parts[STYLES], "dxfs")[1]
    for part, root in book.parts.items():
        for own in root.iter():
            for key in DIFFERENTIAL:
                if int(own.get(key, -1)) >= known:
                    yield f"{part}: {key} {own.get(key)} is not there"


RULES = (formats_are_whole, styles_are_known, differences_are_known)
