"""Columns known by what they hold: project codes, dates, amounts… never plain texts nor plain numbers."""

from collections.abc import Iterable, Mapping, Sequence

from imports.cells.choices import ListParser
from imports.columns import AnyColumn
from imports.faults import UnexpectedCell
from imports.workbook import Cell, Sheet

SAMPLE = 50
SEARCHED_ROWS = 500
ENOUGH = 0.8

# Un type se reconnaît à ce qu’il lit, du plus étroit au plus large ; une liste fermée ne lit aucun de ces témoins.
NARROW = ("ODD17-2024-001", "99999406400072", "732829320", "A.B@exemple.fr")
CLOSED_LIST = len(NARROW)
DAY, DAY_RANK = "18/12/2023", CLOSED_LIST + 1
MONEY, MONEY_RANK = "24 500,00 €", CLOSED_LIST + 2
TEXTS = ("Pacte des rivières", "oui")
NUMBERS = ("12", "12,5")

Samples = Mapping[int, Sequence[Cell]]


def samples_of(sheet: Sheet, header_row: int) -> dict[int, list[Cell]]:
    """The first filled cells of each column, under the header."""
    found: dict[int, list[Cell]] = {}
    below = (row for row in sheet.rows if row.number > header_row)
    for row, _ in zip(below, range(SEARCHED_ROWS), strict=False):
        for column, cell in row.cells.items():
            kept = found.setdefault(column, [])
            if len(kept) < SAMPLE and not cell.is_blank:
                kept.append(cell)
    return found


def reads(column: AnyColumn, cells: Sequence[Cell]) -> bool:
    """Whether most of these cells would be read by the column; it stops as soon as too many would not."""
    allowed = len(cells) * (1 - ENOUGH)
    refused = 0
    for cell in cells:
        refused += not _is_read(column, cell)
        if refused > allowed:
            return False
    return bool(cells)


def by_content(
    missing: Sequence[AnyColumn], free: Iterable[int], samples: Samples, narrowness: Mapping[str, int]
) -> dict[str, int]:
    """A place for the missing columns that one free column, and one only, can be; doubt leaves them without.

    Only columns that have a narrowness are looked for.
    """
    known = [column for column in missing if column.field in narrowness]
    wanted: dict[str, list[int]] = {}
    for place in free:
        able = [column for column in known if reads(column, samples.get(place, ()))]
        narrowest = min((narrowness[column.field] for column in able), default=0)
        able = [column for column in able if narrowness[column.field] == narrowest]
        if field := _only(able):
            wanted.setdefault(field, []).append(place)
    return {field: places[0] for field, places in wanted.items() if len(places) == 1}


def could_be(missing: Iterable[AnyColumn], cells: Sequence[Cell]) -> bool:
    return any(reads(column, cells) for column in missing)


def _only(able: Sequence[AnyColumn]) -> str | None:
    """The only one, or the only required one."""
    required = [column for column in able if column.required]
    one = able if len(able) == 1 else required
    return one[0].field if len(one) == 1 else None


def narrowness_of(columns: Iterable[AnyColumn]) -> dict[str, int]:
    """By field, for the columns that what they hold can show."""
    found = ((column.field, _narrowness(column)) for column in columns)
    return {field: rank for field, rank in found if rank is not None}


def _narrowness(column: AnyColumn) -> int | None:
    """How few texts the column reads, the fewest first; none when it reads any text or any number."""
    if isinstance(column.parser, ListParser):
        return CLOSED_LIST
    if _reads_any(column, TEXTS):
        return None
    if _reads_any(column, (MONEY,)):
        return MONEY_RANK
    if _reads_any(column, NUMBERS):
        return None
    if _reads_any(column, (DAY,)):
        return DAY_RANK
    return next((rank for rank, witness in enumerate(NARROW) if _reads_any(column, (witness,))), CLOSED_LIST)


def _reads_any(column: AnyColumn, texts: Iterable[str]) -> bool:
    return any(_is_read(column, Cell(1, 1, "text", text)) for text in texts)


def _is_read(column: AnyColumn, cell: Cell) -> bool:
    try:
        column.parser(cell)
    except UnexpectedCell:
        return False
    return True
