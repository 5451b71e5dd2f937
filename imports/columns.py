"""The column table: one line per column of a sheet, used to read it, to write it and to explain it.

The header row is found by its words, wherever it stands among the first lines; title lines above it are skipped.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from imports.faults import Fault, Note
from imports.words import folded
from imports.workbook import Cell, Row, Sheet, column_letters

T = TypeVar("T")
HEADER_SEARCH_ROWS = 40
THOUSANDS = re.compile(r"\b[km]\s?(?:€|eur)|\bmilliers?\b|\bmillions?\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Column(Generic[T]):
    """`spreads` says that a cell merged down over several rows holds for each of them; money never does.

    `instead` tells, where the column is missing, what form the sheet should have. A column is only equal to itself.
    """

    header: str
    field: str
    parser: Callable[[Cell], T]
    required: bool = False
    help: str = ""
    synonyms: tuple[str, ...] = ()
    spreads: bool = True
    instead: str = ""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(map(header_key, (self.header, *self.synonyms)))


AnyColumn = Column[Any]


def header_key(text: str) -> str:
    """Headers are compared without what follows in brackets nor the sign of a required column.

    Except where the brackets say « k€ »: leaving that out would divide amounts by a thousand.
    """
    if is_in_thousands(text):
        return folded(text)
    return folded(text.split("(")[0].replace("*", "").replace("€", "")) or folded(text)


def is_in_thousands(text: str) -> bool:
    return THOUSANDS.search(text) is not None


Corrections = Mapping[tuple[str, str], str]
"""What someone said a cell means: (header of its column, what was read there) → what to read instead."""


@dataclass(frozen=True)
class Layout:
    """Where the table of a sheet stands: its header row, 0 for none, and the number of each column found.

    `headings` are the words above each column found, to know them when they come back further down.
    """

    header_row: int
    places: dict[str, int]
    unknown: tuple[Cell, ...] = ()
    repeated: tuple[Cell, ...] = ()
    corrections: Corrections = field(default_factory=dict)
    in_thousands: tuple[Cell, ...] = ()
    headings: dict[int, str] = field(default_factory=dict)
    _values: dict[AnyColumn, dict[tuple[Any, ...], Any]] = field(
        default_factory=lambda: defaultdict(dict), repr=False, compare=False
    )

    def place(self, column: AnyColumn) -> int | None:
        return self.places.get(column.field)

    @cached_property
    def taken(self) -> frozenset[int]:
        """The numbers of the columns found."""
        return frozenset(self.places.values())

    def parsed(self, column: Column[T], cell: Cell) -> T:
        """Each value is parsed once: dates, regions and names come back row after row. Raises `UnexpectedCell`.

        What a cell says does not depend on where it stands. 1 and 1.0 are one key, and not always one text: decimals
        are parsed every time.
        """
        if isinstance(cell.value, float):
            return column.parser(cell)
        known, said = self._values[column], cell[2:]
        try:
            found: T = known[said]
        except KeyError:
            found = known[said] = column.parser(cell)
        return found


def find_layout(sheet: Sheet, columns: Iterable[AnyColumn]) -> Layout | None:
    """The row with the most known headers, the first of equals; none when fewer than two are known."""
    by_key = {key: column for column in columns for key in column.keys}
    candidates = [_layout_of(row, by_key) for row in sheet.rows[:HEADER_SEARCH_ROWS]]
    best = max(candidates, key=lambda layout: len(layout.places), default=None)
    return best if best and len(best.places) >= min(2, len(by_key)) else None


def _layout_of(row: Row, by_key: dict[str, AnyColumn]) -> Layout:
    places: dict[str, int] = {}
    unknown, repeated = [], []
    for number, cell in sorted(row.cells.items()):
        column = by_key.get(header_key(cell.value)) if isinstance(cell.value, str) else None
        if column is None:
            unknown.append(cell)
        elif column.field in places:
            repeated.append(cell)
        else:
            places[column.field] = number
    headings = {place: folded(str(row.cells[place].value)) for place in places.values()}
    return Layout(row.number, places, tuple(unknown), tuple(repeated), headings=headings)


def layout_faults(sheet: Sheet, layout: Layout, columns: Iterable[AnyColumn]) -> Iterator[Fault]:
    for column in columns:
        if column.required and layout.place(column) is None:
            named = f"une colonne «\u00a0{column.header}\u00a0» dans la ligne des titres"
            expected = f"{named}\u202f; {column.instead}" if column.instead else named
            yield Fault(sheet.title, f"A{max(layout.header_row, 1)}", column.header, "", expected)
    for cell in layout.repeated:
        yield Fault(sheet.title, cell.reference, str(cell.value), str(cell.value), "une seule colonne de ce nom")
    for cell in layout.in_thousands:
        expected = "des montants en euros\u202f; cette colonne les donne en milliers ou en millions"
        yield Fault(sheet.title, cell.reference, str(cell.value), str(cell.value), expected)


def unknown_columns_note(sheet: Sheet, layout: Layout) -> Iterator[Note]:
    """One note for all, whatever their number."""
    if layout.unknown:
        named = ", ".join(f"«\u00a0{cell.value}\u00a0» ({column_letters(cell.column)})" for cell in layout.unknown[:5])
        more = f" et {len(layout.unknown) - 5} autres" if len(layout.unknown) > 5 else ""
        yield Note(
            sheet.title, layout.unknown[0].reference, f"Colonnes non reconnues, laissées de côté\u00a0: {named}{more}."
        )
