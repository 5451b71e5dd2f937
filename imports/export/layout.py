"""Where the blocks of a page fall, known before it is written: a formula may refer to its own row."""

from collections.abc import Iterator
from dataclasses import dataclass

from imports.export.sheets import Block, PageSheet

CHART_ROWS = 11


@dataclass(frozen=True)
class Slot:
    """Rows counted from zero: title of the block, first row, note, chart; what follows begins at `end`."""

    title: int
    first: int
    note: int
    chart: int
    chart_rows: int
    end: int


def slots(page: PageSheet, *, accessible: bool) -> Iterator[Slot]:
    """One a block; a row is left empty before each."""
    row = 1 + bool(page.intro)
    for block in page.blocks:
        slot = slot_of(block, row + 1, accessible=accessible)
        yield slot
        row = slot.end


def slot_of(block: Block, title: int, *, accessible: bool) -> Slot:
    """Beside its figures, a chart is as high as they are; under them in the accessible variant."""
    first = title + 2
    note = first + len(block.rows)
    under = note + bool(block.note)
    if block.chart is None or not block.rows:
        return Slot(title, first, note, title, 0, under)
    if accessible:
        return Slot(title, first, note, under, CHART_ROWS, under + CHART_ROWS)
    height = max(CHART_ROWS, under - title)
    return Slot(title, first, note, title, height, title + height)


def first_rows(page: PageSheet, *, accessible: bool) -> list[int]:
    """The row of the first line of each block, as Excel counts: from one."""
    return [slot.first + 1 for slot in slots(page, accessible=accessible)]
