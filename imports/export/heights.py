"""How high rows are: Excel finds it by itself when it opens a file, other readers believe what is written."""

from collections.abc import Sequence
from math import ceil

from imports.export.look import WRAPPED
from imports.export.sheets import Column, Value

LINE = 15
HIGHEST = 409
"""Points: of one line, and of the highest row of Excel."""
PER_DIGIT, BOLD = 1.1, 1.15
CARRIED = 4
"""Characters that a line leaves empty, on average: a word is not cut."""
BUTTON = 3
"""Characters of a header that its filter button hides."""


def points(text: str, characters: int) -> int:
    """Of a text that wraps in a column of so many digits, which letters are a little narrower than."""
    room = characters * PER_DIGIT - CARRIED
    return LINE * sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))


def width_of(column: Column) -> int:
    """Characters: as asked for, or as the longest word of the header needs, in bold."""
    return max(column.characters, ceil(max(map(len, column.header.split()), default=0) * BOLD) + BUTTON)


def header_points(column: Column) -> int:
    return LINE * ceil((len(column.header) + BUTTON) / width_of(column)) + 3


def heights(columns: Sequence[Column], values: Sequence[Sequence[Value]]) -> Sequence[str] | None:
    """For each row, how high it is said to be when one of its texts wraps; none when no row needs to."""
    highest: list[int] = []
    for column, texts in zip(columns, values, strict=True):
        if column.kind not in WRAPPED or not wraps(texts, width_of(column)):
            continue
        highest, width = highest or [LINE] * len(texts), width_of(column)
        for place, text in enumerate(texts):
            if isinstance(text, str) and (len(text) > width or "\n" in text):
                highest[place] = max(highest[place], points(text, width))
    return [f' ht="{min(high, HIGHEST)}"' if high > LINE else "" for high in highest] or None


def wraps(texts: Sequence[Value], characters: int) -> bool:
    own = [text for text in texts if text.__class__ is str]
    joined = "".join(own)
    return "\n" in joined or (bool(own) and max(map(len, own)) > characters)
