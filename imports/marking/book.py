"""Marks a workbook. Runs in the child process, which loads this module before it bounds itself."""

import json
from collections import defaultdict
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from imports.archive import check_archive
from imports.delimited import read_delimited
from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.limits import MAX_COMMENTS
from imports.marking.cells import clean, mark_cell, write_text
from imports.marking.losses import losses_of
from imports.marking.places import Place, place_of
from imports.marking.request import MarkingRequest, unpacked
from imports.marking.saving import saved
from imports.marking.summary import remove_summary, write_summary
from imports.recognised import is_workbook
from imports.spreadsheet import BREAKAGES, StoredValues, stored_values

MAX_TITLE = 31
FORBIDDEN_IN_TITLE = str.maketrans("[]:*?/\\", "       ")


def answer_mark(payload: bytes) -> bytes:
    """The workbook, or JSON: the sentence that says why not, or none."""
    try:
        return marked(unpacked(payload))
    except UnreadableFile as refusal:
        return json.dumps({"refusal": refusal.sentence}).encode()
    except (MemoryError, *BREAKAGES):
        return b"{}"


def marked(request: MarkingRequest) -> bytes:
    if not is_workbook(request.content):
        book = _book_of_text(request)
        return _mark(book, request.faults, {}, [])
    check_archive(request.content, is_read_once=False)
    values = stored_values(request.content)
    book = load_workbook(BytesIO(request.content), keep_links=False, rich_text=True)
    remove_summary(book)
    return _mark(book, request.faults, values, losses_of(request.content))


def _mark(book: Workbook, faults: tuple[Fault, ...], values: StoredValues, losses: list[str]) -> bytes:
    for sheet in book.worksheets:
        clean(sheet)
    places = [place_of(book, fault) for fault in faults]
    by_cell: dict[Place, list[Fault]] = defaultdict(list)
    for place, fault in zip(places, faults, strict=True):
        if place:
            by_cell[place].append(fault)
    for rank, (place, found) in enumerate(by_cell.items()):
        mark_cell(place.shown_cell(book), found, with_comment=rank < MAX_COMMENTS)
    write_summary(book, faults, places, losses)
    return saved(book, values)


def _book_of_text(request: MarkingRequest) -> Workbook:
    """A CSV, cell by cell as text: nothing is read as a number, a date or a formula before its author says so."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = request.title.translate(FORBIDDEN_IN_TITLE).strip(" '")[:MAX_TITLE] or "Feuille"
    encoded: Any = read_delimited(request.content)["sheets"]
    for number, _, cells in encoded[0]["rows"]:
        for column, _, value, _ in cells:
            write_text(sheet.cell(number, column), value)
    return book
