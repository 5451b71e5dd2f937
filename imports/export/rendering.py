"""Cells as XML, a column of many rows at a time: the way is chosen once for all the values of the same type.

Every function gives one text a row, empty when the cell is.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import compress
from typing import Any

from imports.export.escaping import escaped, escaped_if_plain
from imports.export.look import WORDS
from imports.export.numbers import DAY_ZERO, Number, plain, serial, written
from imports.export.sheets import Formula, Kind, Value
from imports.export.words import Tails, Words

MOST_WORDS = 30_000
"""Texts written once for the whole workbook; beyond, each in its cell, so that memory stays flat."""
Cells = Sequence[str]
Render = Callable[[Sequence[Any], Sequence[str]], Cells]


class ColumnRenderer:
    """Renders the values of one column. `letters`: of the column; `style`: of its cells."""

    def __init__(self, letters: str, style: int, kind: Kind, words: Words) -> None:
        self.start, self.style, self.kind = f'<c r="{letters}', style, kind
        self.words, self.tails = words, Tails(style, words)

    def cells(self, values: Sequence[Value], numbers: Sequence[str]) -> Cells:
        """`numbers`: of the rows, as texts."""
        types = set(map(type, values))
        filled = types - {NONE}
        if not filled:
            return [""] * len(values)
        if len(filled) > 1 or (Formula in filled and NONE in types):
            return scattered(self.cells, list(map(type, values)), values, numbers)
        kind = filled.pop()
        if kind is str:
            return self.texts(values, numbers)  # type: ignore[arg-type]
        if kind is Formula:
            return self.formulas(values, numbers)  # type: ignore[arg-type]
        if kind in (int, float, Decimal) and self.kind not in WORDS:
            return self.figures(kind, values, numbers)  # type: ignore[arg-type]
        if kind is date and self.kind is Kind.DATE:
            return self.days(values, numbers)  # type: ignore[arg-type]
        return [self.one(value, number) for value, number in zip(values, numbers, strict=True)]

    def days(self, values: Sequence[date | None], numbers: Sequence[str]) -> Cells:
        start, middle = self.start, f'" s="{self.style}"><v>'
        cells = zip(numbers, values, strict=True)
        return [f"{start}{n}{middle}{v.toordinal() - DAY_ZERO}</v></c>" if v is not None else "" for n, v in cells]

    def figures(self, kind: type, values: Sequence[Number | None], numbers: Sequence[str]) -> Cells:
        start, middle = self.start, f'" s="{self.style}"><v>'
        cells = zip(numbers, written(kind, values), strict=True)
        return [f"{start}{n}{middle}{v}</v></c>" if v is not None else "" for n, v in cells]

    def texts(self, values: Sequence[str | None], numbers: Sequence[str]) -> Cells:
        """What repeats is a word of the workbook; what does not is written in its cell."""
        different = set(values)
        if different <= self.tails.keys() or (self.words.count < MOST_WORDS and 2 * len(different) <= len(values)):
            return self.words_of(values, numbers)
        filled = [value or "" for value in values]
        ready = escaped_if_plain(filled)
        if ready is None:  # a few readers do not undo « _x0001_ » but in words
            return self.words_of(values, numbers)
        return self.inline(ready, numbers, any(text != text.strip() for text in filled))

    def words_of(self, texts: Sequence[str | None], numbers: Sequence[str]) -> Cells:
        start, tails = self.start, self.tails
        cells = [f"{start}{n}{tails[v]}" if v else "" for n, v in zip(numbers, texts, strict=True)]
        self.words.cells += len(cells) - cells.count("")
        return cells

    def inline(self, texts: Sequence[str], numbers: Sequence[str], spaced: bool) -> Cells:
        """`spaced`: some begin or end with a space, which a reader of XML would drop."""
        start, keep = self.start, ' xml:space="preserve"' if spaced else ""
        middle = f'" s="{self.style}" t="inlineStr"><is><t{keep}>'
        return [f"{start}{n}{middle}{v}</t></is></c>" if v else "" for n, v in zip(numbers, texts, strict=True)]

    def formulas(self, values: Sequence[Formula], numbers: Sequence[str]) -> Cells:
        """Those whose results are of one type together: a text says that it is one, even empty."""
        texts, results = zip(*values, strict=True)
        kinds = list(map(type, results))
        if len(set(kinds)) > 1:
            return scattered(self.formulas, kinds, values, numbers)
        ends = escaped(results) if kinds[0] is str else written(kinds[0], results)
        start, middle = self.start, f'" s="{self.style}"{TEXT if kinds[0] is str else ""}><f>'
        rows = zip(numbers, escaped(texts), ends, strict=True)
        return [f"{start}{n}{middle}{f}</f><v>{v}</v></c>" for n, f, v in rows]

    def one(self, value: Value, number: str) -> str:
        """A cell alone, whatever the others are."""
        if value is None:
            return ""
        if isinstance(value, Formula):
            return self.formulas((value,), (number,))[0]
        if self.kind is Kind.DATE and isinstance(value, date):
            return f'{self.start}{number}" s="{self.style}"><v>{serial(value)}</v></c>'
        if isinstance(value, str) or self.kind in WORDS or not isinstance(value, (int, float, Decimal)):
            return self.texts((str(value),), (number,))[0]
        return f'{self.start}{number}" s="{self.style}"><v>{plain(value)}</v></c>'

    def blank(self, number: str) -> str:
        """An empty cell that keeps its lines."""
        return f'{self.start}{number}" s="{self.style}"/>'


TEXT = ' t="str"'
NONE = type(None)


def scattered(render: Render, kinds: Sequence[type], values: Sequence[Any], numbers: Sequence[str]) -> Cells:
    """Values of several types: those of each rendered together, then put back in their rows."""
    cells, places = [""] * len(values), range(len(values))
    for kind in dict.fromkeys(kinds):
        if kind is NONE:
            continue
        picked = [own is kind for own in kinds]
        own = render(list(compress(values, picked)), list(compress(numbers, picked)))
        for place, cell in zip(compress(places, picked), own, strict=True):
            cells[place] = cell
    return cells


def lines(columns: Iterable[Cells], numbers: Sequence[str], attributes: Sequence[str] | None = None) -> bytes:
    """The rows of a sheet, from the cells of its columns; `attributes` of each row, when some have any."""
    rows = map("".join, zip(*columns, strict=True))
    if attributes is None:
        return "".join([f'<row r="{n}">{cells}</row>' for n, cells in zip(numbers, rows, strict=True)]).encode()
    told = zip(numbers, attributes, rows, strict=True)
    return "".join([f'<row r="{n}"{own}>{cells}</row>' for n, own, cells in told]).encode()
