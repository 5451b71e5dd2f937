"""A received file as sheets, rows and cells, each cell knowing where it stands. `read_workbook` is the only way in.

Decided on purpose:
- hidden rows, columns and sheets are read like the others: a filter left on must not lose projects. `hidden` tells;
- of merged cells only the top left one holds the value, as Excel stores it; `Sheet.merged_from` finds it for the others
  of the same column, and the table reader decides whether repeating it makes sense;
- a formula counts by its stored value; one that was never calculated is a cell of kind `empty` with its formula.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from imports.errors import UnreadableFile
from imports.limits import MAX_FILE_BYTES
from imports.sandbox import read_in_child

Kind = Literal["text", "number", "boolean", "date", "error", "empty"]
CellValue = str | int | float | bool | date | None

EMPTY_FILE = "Ce fichier est vide."
TOO_BIG = "Ce fichier dépasse 10\u00a0Mo\u202f: séparez-le en plusieurs ou retirez-en les images."
NO_SHEET = "Ce classeur ne contient aucune feuille remplie."


class Cell(NamedTuple):
    """A tuple, for a workbook may have hundreds of thousands of them."""

    row: int
    column: int
    kind: Kind = "empty"
    value: CellValue = None
    formula: str | None = None
    epoch_1904: bool = False

    @property
    def reference(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.formula is None


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: dict[int, Cell]
    hidden: bool = False

    def cell(self, column: int) -> Cell:
        return self.cells.get(column) or Cell(self.number, column)


@dataclass(frozen=True)
class Sheet:
    title: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()

    def merged_from(self, row: int, column: int) -> int | None:
        """The row holding the value shown at this place, when a merge going down the same column covers it."""
        merges = self._merged_down.get(column, ())
        last = bisect_right(merges, (row, 0)) - 1
        if last < 0:
            return None
        top, bottom = merges[last]
        return top if top < row <= bottom else None

    def row_at(self, number: int) -> Row | None:
        return self._by_number.get(number)

    @cached_property
    def _merged_down(self) -> dict[int, list[tuple[int, int]]]:
        """By column, (top, bottom) in order: merges never overlap. Asked at every blank cell of ten thousand rows."""
        found: dict[int, list[tuple[int, int]]] = {}
        for left, top, _, bottom in sorted(self.merged, key=lambda merge: (merge[1], merge[3])):
            found.setdefault(left, []).append((top, bottom))
        return found

    @cached_property
    def _by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}


@dataclass(frozen=True)
class Workbook:
    """`names` are its defined names, each with the place it leads to (« Repères!$A$1 »)."""

    sheets: tuple[Sheet, ...] = field(default=())
    names: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)


Encoded = dict[str, Any]
"""What the child said, as it said it: kept by a batch so that a file is opened once."""


def read_workbook(content: bytes, name: str = "") -> Workbook:
    """Reads an .xlsx or a French CSV, whose only sheet is titled `name`. Raises `UnreadableFile` with a sentence."""
    return workbook_of(read_encoded(content), name)


def read_encoded(content: bytes) -> Encoded:
    """The same, not yet made into cells. Raises `UnreadableFile`."""
    if not content:
        raise UnreadableFile(EMPTY_FILE)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(TOO_BIG)
    return read_in_child(content)


def workbook_of(answer: Encoded, name: str = "") -> Workbook:
    """Raises `UnreadableFile` when nothing is filled."""
    sheets = tuple(_sheet(encoded, name, answer["epoch_1904"]) for encoded in answer["sheets"])
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(NO_SHEET)
    return Workbook(sheets, answer.get("names", {}))


def _sheet(encoded: dict[str, Any], name: str, epoch_1904: bool) -> Sheet:
    return Sheet(
        title=encoded["title"] or name or "Feuille",
        rows=tuple(_row(number, hidden, cells, epoch_1904) for number, hidden, cells in encoded["rows"]),
        hidden=encoded["hidden"],
        merged=tuple((left, top, right, bottom) for left, top, right, bottom in encoded["merged"]),
        hidden_columns=tuple((first, last) for first, last in encoded["hidden_columns"]),
    )


def _row(number: int, hidden: bool, cells: list[list[Any]], epoch_1904: bool) -> Row:
    return Row(
        number,
        {
            column: Cell(
                number, column, kind, date.fromisoformat(value) if kind == "date" else value, formula, epoch_1904
            )
            for column, kind, value, formula in cells
        },
        hidden,
    )


def column_letters(column: int) -> str:
    """1 is A, 27 is AA. Written here so that reading a file does not load openpyxl in the serving process."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
