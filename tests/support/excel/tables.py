"""Tables: one a range, named once, each header the very text of its cell."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from tests.support.excel.book import MAIN, Book, Sheet, text_of
from tests.support.excel.cells import box, meet
from tests.support.excel.formulas import headers_of
from tests.support.excel.names import LIKE_A_CELL, NAME

LONGEST_HEADER = 255
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def tables_are_named_once(book: Book) -> Iterator[str]:
    names = [own.get("displayName", "") for _, own in book.tables]
    taken = Counter(name.lower() for name in (*names, *(own.get("name", "") for own in book.defined)))
    for name in names:
        if taken[name.lower()] > 1 or not NAME.fullmatch(name) or LIKE_A_CELL.fullmatch(name):
            yield f"table {name}: named twice, or by a name that Excel forbids"
    ids = Counter(own.get("id") for _, own in book.tables)
    yield from (f"table number {number}: twice" for number, times in ids.items() if times > 1)


def tables_hold_in_their_range(book: Book) -> Iterator[str]:
    for sheet, own in book.tables:
        left, top, right, bottom = box(own.get("ref", ""))
        totals = int(own.get("totalsRowCount", 0))
        if right - left + 1 != len(headers_of(own)) or bottom - top < 1 + totals:
            yield f"table {own.get('name')}: {own.get('ref')} is not {len(headers_of(own))} columns and a row"
        told = own.find(f"{MAIN}tableColumns")
        if told is not None and int(told.get("count", len(told))) != len(told):
            yield f"table {own.get('name')}: {told.get('count')} columns said, {len(told)} found"
        filtered = own.find(f"{MAIN}autoFilter")
        if filtered is not None and box(filtered.get("ref", "")) != (left, top, right, bottom - totals):
            yield f"table {own.get('name')}: its filter is not over its rows"
        others = [box(table.get("ref", "")) for place, table in book.tables if place is sheet and table is not own]
        if any(meet((left, top, right, bottom), other) for other in others):
            yield f"table {own.get('name')}: over another one"


def headers_are_their_cells(book: Book) -> Iterator[str]:
    for sheet, own in book.tables:
        headers, shown = headers_of(own), dict(header_cells(book, sheet, own))
        yield from (f"table {own.get('name')}: «{header}» twice" for header, times in counted(headers) if times > 1)
        for place, header in enumerate(headers):
            cell = shown.get(place)
            if cell is None or told(header) != cell or not 0 < len(header) <= LONGEST_HEADER:
                yield f"table {own.get('name')}: its header «{header}» is «{cell}» in its cell"


def header_cells(book: Book, sheet: Sheet, own: Element) -> Iterator[tuple[int, str]]:
    """(place in the table, text) of the cells of its first row that hold a text."""
    left, top, right, _ = box(own.get("ref", ""))
    wanted = {f"{get_column_letter(column)}{top}": column - left for column in range(left, right + 1)}
    for cell in sheet.root.iter(f"{MAIN}c"):
        if cell.get("r") in wanted and cell.get("t") in ("s", "inlineStr", "str"):
            yield wanted[cell.get("r", "")], text_of(cell, book.words)


def counted(headers: list[str]) -> list[tuple[str, int]]:
    return list(Counter(header.lower() for header in headers).items())


def told(header: str) -> str:
    """« _x000a_ » is the end of a line."""
    return ESCAPED.sub(lambda met: chr(int(met[1], 16)), header)


def parts_are_counted(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        linked = sum(to.kind == "table" for to in book.links(sheet.part).values())
        found = len(list(sheet.root.iter(f"{MAIN}tablePart")))
        if linked != found:
            yield f"{sheet.title}: {found} tables told, {linked} linked"


RULES = (tables_are_named_once, tables_hold_in_their_range, headers_are_their_cells, parts_are_counted)
