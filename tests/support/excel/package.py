"""The package: parts, their types, their relations; the texts said once."""

from collections import Counter
from collections.abc import Iterator

from tests.support.excel.book import BOUND, MAIN, Book

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
INDEX = "[Content_Types].xml"
SHARED = "xl/sharedStrings.xml"


def parts_are_typed(book: Book) -> Iterator[str]:
    for name, times in Counter(name.lower() for name in book.entries).items():
        if times > 1:
            yield f"{name}: twice in the package"
    kinds = {own.get("Extension", "").lower() for own in book.parts[INDEX].iter(f"{TYPES}Default")}
    named = [own.get("PartName", "")[1:] for own in book.parts[INDEX].iter(f"{TYPES}Override")]
    yield from (f"{name}: typed but absent" for name in named if name not in book.entries)
    yield from (f"{name}: typed twice" for name, times in Counter(named).items() if times > 1)
    for name in book.entries:
        if name not in named and name.rpartition(".")[2].lower() not in kinds and name != INDEX:
            yield f"{name}: of no known type"


def relations_lead_somewhere(book: Book) -> Iterator[str]:
    for part in ("", *book.parts):
        for to in book.links(part).values():
            if not to.outside and to.target not in book.entries:
                yield f"{part}: its relation to {to.target} leads nowhere"


def ids_have_a_relation(book: Book) -> Iterator[str]:
    for part, root in book.parts.items():
        asked = {value for own in root.iter() for key, value in own.attrib.items() if key.startswith(BOUND)}
        known = book.links(part) if asked else {}
        yield from (f"{part}: {own} has no relation" for own in sorted(asked - known.keys()))


def shared_texts_are_counted(book: Book) -> Iterator[str]:
    root = book.parts.get(SHARED)
    if root is None:
        return
    cells = [cell for sheet in book.sheets for cell in sheet.root.iter(f"{MAIN}c") if cell.get("t") == "s"]
    if int(root.get("uniqueCount", len(book.words))) != len(book.words):
        yield f"{SHARED}: {len(book.words)} texts, {root.get('uniqueCount')} said"
    if int(root.get("count", len(cells))) != len(cells):
        yield f"{SHARED}: read {len(cells)} times, {root.get('count')} said"
    beyond = [cell.get("r") for cell in cells if int(cell.findtext(f"{MAIN}v", "-1")) not in range(len(book.words))]
    yield from (f"{cell}: its text is not in the table of texts" for cell in beyond)


RULES = (parts_are_typed, relations_lead_somewhere, ids_have_a_relation, shared_texts_are_counted)
