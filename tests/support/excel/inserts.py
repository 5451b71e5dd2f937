"""What is put on the cells: rules of typing, of colour, links, notes, headers of printed pages."""

from collections.abc import Iterator

from tests.support.excel.book import BOUND, MAIN, Book
from tests.support.excel.cells import ADDRESS
from tests.support.excel.names import unknown_sheets

MOST_LIST, MOST_LINKS, MOST_ADDRESS, MOST_HEADER, MOST_NOTE = 255, 65_530, 2_079, 255, 32_767
SAID = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}


def validations_are_short(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        for group in sheet.root.iter(f"{MAIN}dataValidations"):
            if int(group.get("count", len(group))) != len(group):
                yield f"{sheet.title}: {len(group)} validations, {group.get('count')} said"
        for own in sheet.root.iter(f"{MAIN}dataValidation"):
            where = f"{sheet.title}, validation of {own.get('sqref')}"
            source = own.findtext(f"{MAIN}formula1", "")
            if source.startswith('"') and len(source) - 2 > MOST_LIST:
                yield f"{where}: a list longer than 255"
            if own.get("type") == "list" and not source:
                yield f"{where}: a list of nothing"
            yield from (f"{where}: {name} too long" for name, most in SAID.items() if len(own.get(name, "")) > most)


def areas_are_read(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        for own in sheet.root.iter():
            ends = [end for area in own.get("sqref", "A1").split() for end in area.split(":")]
            if own.tag.startswith(MAIN) and (not ends or not all(map(ADDRESS.fullmatch, ends))):
                yield f"{sheet.title}: «{own.get('sqref')}» is no range"


def lists_are_named(book: Book) -> Iterator[str]:
    names = {own.get("name") for own in book.defined}
    for sheet in book.sheets:
        for own in sheet.root.iter(f"{MAIN}dataValidation"):
            source = own.findtext(f"{MAIN}formula1", "")
            if own.get("type") == "list" and source.isidentifier() and source not in names:
                yield f"{sheet.title}: no list is named {source}"


def links_are_short(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        found = list(sheet.root.iter(f"{MAIN}hyperlink"))
        if len(found) > MOST_LINKS:
            yield f"{sheet.title}: {len(found)} links"
        targets = book.links(sheet.part)
        for own in found:
            to, place = targets.get(own.get(f"{BOUND}id", "")), own.get("location", "")
            if to is not None and len(to.target) > MOST_ADDRESS:
                yield f"{sheet.title}!{own.get('ref')}: an address of {len(to.target)} characters"
            if to is None and (not place or unknown_sheets(place, book)):
                yield f"{sheet.title}!{own.get('ref')}: a link to nowhere, {place}"


def pages_are_headed_shortly(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        for own in sheet.root.iter(f"{MAIN}headerFooter"):
            if any(len(line.text or "") > MOST_HEADER for line in own):
                yield f"{sheet.title}: the header of its pages is longer than 255"


def notes_are_signed(book: Book) -> Iterator[str]:
    for part, root in book.parts.items():
        authors = len(list(root.iter(f"{MAIN}author")))
        for own in root.iter(f"{MAIN}comment"):
            text = "".join(run.text or "" for run in own.iter(f"{MAIN}t"))
            if int(own.get("authorId", 0)) >= authors or len(text) > MOST_NOTE:
                yield f"{part}: the note of {own.get('ref')} has no author, or is too long"


RULES = (
    validations_are_short, areas_are_read, lists_are_named, links_are_short, pages_are_headed_shortly, notes_are_signed,
)  # fmt: skip
