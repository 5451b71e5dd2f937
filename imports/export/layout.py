"""Where the blocks of a page fall, known before it is written: a formula may refer to its own row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from textwrap import wrap

from imports.export.sheets import Block, Chart, ChartKind, Kind, PageSheet

CHART_ROWS = 11
ROWS_A_BAR, ROWS_AROUND = 0.9, 4
"""Of a chart of bars, in rows of the page: each bar with its figure; the title, the legend."""
BESIDE = 78
"""Characters that a chart and the space before it take."""
WIDEST = 44
LONG_WORDS = (Kind.TEXT, Kind.CODE)


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
    row, width = 1 + len(intro_lines(page)), sum(widths_of(page.blocks))
    for block in page.blocks:
        slot = slot_of(block, row + 1, width, accessible=accessible)
        yield slot
        row = slot.end


def slot_of(block: Block, title: int, width: int, *, accessible: bool) -> Slot:
    """Beside its figures, a chart is as high as they are; under them in the accessible variant."""
    first = title + 2
    note = first + len(block.rows)
    under = note + len(lines_of(block.note, width))
    if block.chart is None or not block.rows:
        return Slot(title, first, note, title, 0, under)
    if accessible:
        height = chart_rows(block, block.chart)
        return Slot(title, first, note, under, height, under + height)
    height = max(chart_rows(block, block.chart), under - title)
    return Slot(title, first, note, title, height, title + height)


def chart_rows(block: Block, chart: Chart) -> int:
    bars = len(block.rows) * len(chart.series) if chart.kind is ChartKind.BARS else 0
    return max(CHART_ROWS, ROWS_AROUND + ceil(bars * ROWS_A_BAR))


def first_rows(page: PageSheet, *, accessible: bool) -> list[int]:
    """The row of the first line of each block, as Excel counts: from one."""
    return [slot.first + 1 for slot in slots(page, accessible=accessible)]


def intro_lines(page: PageSheet) -> list[str]:
    return lines_of(page.intro, sum(widths_of(page.blocks)) + BESIDE)


def lines_of(text: str, width: int) -> list[str]:
    """A text over several columns does not wrap: it is cut here, before the chart that would hide its end."""
    return wrap(text, max(width, 30))


def widths_of(blocks: Sequence[Block]) -> list[int]:
    """Of each column, the widest asked for by a block or needed by its short texts."""
    each = [
        [max(column.characters, needed(block, place)) for place, column in enumerate(block.columns)] for block in blocks
    ]
    return [max(asked) for asked in zip_longest(*each, fillvalue=0)]


def needed(block: Block, place: int) -> int:
    if block.columns[place].kind not in LONG_WORDS:
        return 0
    return min(WIDEST, max((len(str(row[place])) + 2 for row in block.rows if row[place]), default=0))
