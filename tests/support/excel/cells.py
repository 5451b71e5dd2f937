"""Rows and cells: in order, within bounds, each with a value of its kind."""

import re
from collections.abc import Iterator
from math import isfinite
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string

from tests.support.excel.book import MAIN, Book, Sheet, text_of

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_TEXT, HIGHEST, WIDEST = 32_767, 409.5, 255
LAST_DAY = 2_958_465
"""31 December 9999."""
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
ORDER = """
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts
extLst
""".split()  # noqa: SIM905
MANY = ("conditionalFormatting",)


def elements_are_in_order(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        met = [child.tag.removeprefix(MAIN) for child in sheet.root]
        places = [ORDER.index(name) if name in ORDER else -1 for name in met]
        if -1 in places or places != sorted(places):
            yield f"{sheet.title}: its elements are not in the order of the norm, {met}"
        yield from (
            f"{sheet.title}: {name} twice" for name in sorted(set(met)) if met.count(name) > 1 != (name in MANY)
        )


def rows_are_in_order(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        last = 0
        for row in sheet.root.iter(f"{MAIN}row"):
            number = int(row.get("r", last + 1))
            if not last < number <= MOST_ROWS:
                yield f"{sheet.title}: row {number} comes after row {last}"
            if float(row.get("ht", 0)) > HIGHEST:
                yield f"{sheet.title}: row {number} is too high"
            yield from cells_in_order(sheet, row, number)
            last = number


def cells_in_order(sheet: Sheet, row: Element, number: int) -> Iterator[str]:
    last = 0
    for cell in row:
        at = ADDRESS.fullmatch(cell.get("r", ""))
        column = column_index_from_string(at[1]) if at else 0
        if at is None or int(at[2]) != number or not last < column <= MOST_COLUMNS:
            yield f"{sheet.title}: cell {cell.get('r')} is not in its place"
        last = column


def columns_are_in_order(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        last = 0
        for own in sheet.root.iter(f"{MAIN}col"):
            first, end = int(own.get("min", 0)), int(own.get("max", 0))
            if not last < first <= end <= MOST_COLUMNS or float(own.get("width", 0)) > WIDEST:
                yield f"{sheet.title}: columns {first} to {end} overlap others or are too wide"
            last = end


def values_are_of_their_kind(book: Book) -> Iterator[str]:
    words, days = book.words, day_styles(book)
    for sheet in book.sheets:
        for cell in sheet.root.iter(f"{MAIN}c"):
            text = text_of(cell, words)
            if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MOST_TEXT:
                yield f"{sheet.title}!{cell.get('r')}: a text longer than a cell"
            if cell.get("t", "n") == "n" and text and not is_number(text, is_day=cell.get("s") in days):
                yield f"{sheet.title}!{cell.get('r')}: {text} is no number that Excel reads, or no day it knows"


def is_number(text: str, *, is_day: bool) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return isfinite(value) and (not is_day or 0 <= value < LAST_DAY + 1)


def day_styles(book: Book) -> set[str]:
    """The places of the formats that show a day."""
    root = book.parts["xl/styles.xml"]
    own = {int(f.get("numFmtId", 0)): f.get("formatCode", "") for f in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    codes = BUILTIN_FORMATS | own
    found = root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    return {str(place) for place, f in enumerate(found) if is_date_format(codes.get(int(f.get("numFmtId", 0)), ""))}


def merged_cells_do_not_overlap(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        areas = [own.get("ref", "") for own in sheet.root.iter(f"{MAIN}mergeCell")]
        boxes = [box(area) for area in areas]
        for place, one in enumerate(boxes):
            if any(meet(one, other) for other in boxes[:place]):
                yield f"{sheet.title}: {areas[place]} is merged twice"


Box = tuple[int, int, int, int]


def box(area: str) -> Box:
    """First column and row, last column and row."""
    first, _, last = area.replace("$", "").partition(":")
    ends = [ADDRESS.fullmatch(cell) for cell in (first, last or first)]
    left, top, right, bottom = (
        part for at in ends for part in ((column_index_from_string(at[1]), int(at[2])) if at else (0, 0))
    )
    return left, top, right, bottom


def meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


RULES = (
    elements_are_in_order, rows_are_in_order, columns_are_in_order, values_are_of_their_kind,
    merged_cells_do_not_overlap,
)  # fmt: skip
