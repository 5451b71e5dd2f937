"""Cells as XML, a column of many rows at a time: the way is chosen once for all the values of the same type.

Every function gives one text a row, empty when the cell is.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from imports.export.escaping import as_word, escaped, escaped_if_plain
from imports.export.look import WORDS
from imports.export.sheets import Formula, Kind, Value

DAY_ZERO = date(1899, 12, 30).toordinal()
MOST_WORDS = 30_000
"""Texts written once for the whole workbook; beyond, each in its cell, so that memory stays flat."""
Cells = Sequence[str]


class Words:
    """Texts met again and again, by their place in the table of the workbook."""

    def __init__(self, place_of: Callable[[str], int]) -> None:
        self.place_of = place_of
        self.count = 0

    def place(self, text: str) -> int:
        self.count += 1
        return self.place_of(text)


class Tails(dict[str, str]):
    """For each word of a column, the end of its cell."""

    def __init__(self, style: int, words: Words) -> None:
        super().__init__()
        self.style, self.words = style, words

    def __missing__(self, text: str) -> str:
        tail = self[text] = f'" s="{self.style}" t="s"><v>{self.words.place(as_word(text))}</v></c>'
        return tail


class ColumnRenderer:
    """Renders the values of one column. `letters`: of the column; `style`: of its cells."""

    def __init__(self, letters: str, style: int, kind: Kind, words: Words) -> None:
        self.start, self.style, self.kind = f'<c r="{letters}', style, kind
        self.words, self.tails = words, Tails(style, words)

    def cells(self, values: Sequence[Value], numbers: Sequence[str]) -> Cells:
        """`numbers`: of the rows, as texts."""
        types = set(map(type, values))
        filled = types - {type(None)}
        if not filled:
            return [""] * len(values)
        if filled == {str}:
            return self.texts(values, numbers)  # type: ignore[arg-type]
        if filled == {Formula}:
            return self.formulas(values, numbers)  # type: ignore[arg-type]
        if self.kind in WORDS or not self.alike(filled):
            return [self.one(value, number) for value, number in zip(values, numbers, strict=True)]
        return self.numbers(filled.pop(), values, numbers)

    def alike(self, types: set[type]) -> bool:
        return types == {date} if self.kind is Kind.DATE else types in ({int}, {float}, {Decimal})

    def numbers(self, kind: type, values: Sequence[Value], numbers: Sequence[str]) -> Cells:
        start, middle = self.start, f'" s="{self.style}"><v>'
        cells = zip(numbers, values, strict=True)
        if kind is int:
            return [f"{start}{n}{middle}{v}</v></c>" if v is not None else "" for n, v in cells]
        if kind is date:
            return [f"{start}{n}{middle}{v.toordinal() - DAY_ZERO}</v></c>" if v is not None else "" for n, v in cells]  # type: ignore[union-attr]
        if kind is Decimal:
            return [f"{start}{n}{middle}{float(v)!r}</v></c>" if v is not None else "" for n, v in cells]  # type: ignore[arg-type]
        return [f"{start}{n}{middle}{finite(v)!r}</v></c>" if v is not None else "" for n, v in cells]  # type: ignore[arg-type]

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
        return [f"{start}{n}{tails[v]}" if v else "" for n, v in zip(numbers, texts, strict=True)]

    def inline(self, texts: Sequence[str], numbers: Sequence[str], spaced: bool) -> Cells:
        """`spaced`: some begin or end with a space, which a reader of XML would drop."""
        start, keep = self.start, ' xml:space="preserve"' if spaced else ""
        middle = f'" s="{self.style}" t="inlineStr"><is><t{keep}>'
        return [f"{start}{n}{middle}{v}</t></is></c>" if v else "" for n, v in zip(numbers, texts, strict=True)]

    def formulas(self, values: Sequence[Formula | None], numbers: Sequence[str]) -> Cells:
        given = [value or NOTHING for value in values]
        texts = escaped([text for text, _ in given])
        results = [value for _, value in given]
        start, style = self.start, self.style
        if set(map(type, results)) == {float}:
            middle = f'" s="{style}"><f>'
            rows = zip(numbers, texts, results, strict=True)
            return [f"{start}{n}{middle}{f}</f><v>{finite(v)!r}</v></c>" if f else "" for n, f, v in rows]  # type: ignore[arg-type]
        cells = zip(numbers, texts, map(result, results), strict=True)
        return [f'{start}{n}" s="{style}"{kind}><f>{f}</f><v>{v}</v></c>' if f else "" for n, f, (kind, v) in cells]

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


NOTHING = Formula("", 0.0)


def result(value: float | int | Decimal | str) -> tuple[str, str]:
    """The type and the stored result of a formula; a text has its type, even empty."""
    if isinstance(value, str):
        return ' t="str"', escaped((value,))[0]
    return "", plain(value)


def plain(value: float | int | Decimal) -> str:
    return str(int(value)) if isinstance(value, int) else repr(finite(float(value)))


def finite(value: float) -> float:
    if not isfinite(value):
        raise ValueError("A cell holds no infinite number.")
    return value


def serial(value: date) -> str:
    days = value.toordinal() - DAY_ZERO
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return repr(days + seconds / 86_400)
    return str(days)


def lines(columns: Iterable[Cells], numbers: Sequence[str], attributes: Sequence[str] | None = None) -> bytes:
    """The rows of a sheet, from the cells of its columns; `attributes` of each row, when some have any."""
    rows = map("".join, zip(*columns, strict=True))
    if attributes is None:
        return "".join([f'<row r="{n}">{cells}</row>' for n, cells in zip(numbers, rows, strict=True)]).encode()
    told = zip(numbers, attributes, rows, strict=True)
    return "".join([f'<row r="{n}"{own}>{cells}</row>' for n, own, cells in told]).encode()
