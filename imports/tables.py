"""The rows of a table found in a sheet: data rows only, each read through its columns, faults gathered as it goes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from imports.cells import shown
from imports.cells.texts import shown_in_full
from imports.columns import AnyColumn, Column, Layout
from imports.faults import Fault, UnexpectedCell
from imports.totals import is_total
from imports.words import cleaned, folded
from imports.workbook import Cell, Row, Sheet

T = TypeVar("T")
DASHES = ("-", "–", "—")


@dataclass(slots=True)
class RowReader:
    """Reads one row through its columns. A fault is kept, not raised: a row tells all its faults at once."""

    sheet: Sheet
    row: Row
    layout: Layout
    faults: list[Fault] = field(default_factory=list)

    def cell(self, column: AnyColumn) -> Cell:
        place = self.layout.places.get(column.field)
        if place is None:
            return Cell(self.row.number, 1)
        own = self.row.cells.get(place)
        if own is not None and (own.value is not None or own.formula is not None):
            return own
        return self._merged(column, place) or own or Cell(self.row.number, place)

    def optional(self, column: Column[T]) -> T | None:
        """None for an empty cell, and for a lone dash, which people type to say « nothing »."""
        cell = self._said(column)
        return None if _is_nothing(cell) else self._parsed(column, cell)

    def required(self, column: Column[T]) -> T | None:
        """The value, or none after a fault has been noted; a column that is missing was told once, at the header."""
        if self.layout.place(column) is None:
            return None
        cell = self._said(column)
        if cell.is_blank:
            self.refuse(column, column.help or "une valeur")
            return None
        return self._parsed(column, cell)

    def words(self, column: AnyColumn) -> str:
        """What the cell says as typed, once corrected: a parser may have kept less of it."""
        return cleaned(shown_in_full(self._said(column)))

    def says_nothing(self, column: AnyColumn) -> bool:
        return _is_nothing(self._said(column))

    def lacks(self, column: AnyColumn) -> bool:
        """The column is there, and this row leaves it empty."""
        return self.layout.place(column) is not None and self.says_nothing(column)

    def has_columns(self, columns: Iterable[AnyColumn]) -> bool:
        return all(self.layout.place(column) is not None for column in columns if column.required)

    def refuse(self, column: AnyColumn, expected: str, proposal: str = "") -> None:
        self.faults.append(self.fault(column, expected, proposal))

    def fault(self, column: AnyColumn, expected: str, proposal: str = "") -> Fault:
        """Told with what the file itself says, even where a correction was read instead."""
        cell = self.cell(column)
        return Fault(self.sheet.title, cell.reference, column.header, shown(cell), expected, proposal)

    def reference(self, column: AnyColumn) -> str:
        return self.cell(column).reference

    def _parsed(self, column: Column[T], cell: Cell) -> T | None:
        try:
            return self.layout.parsed(column, cell)
        except UnexpectedCell as unexpected:
            self.refuse(column, unexpected.expected, unexpected.proposal)
            return None

    def _said(self, column: AnyColumn) -> Cell:
        """The cell as it is to be read: as it was corrected."""
        cell = self.cell(column)
        if not self.layout.corrections:
            return cell
        instead = self.layout.corrections.get((column.header, shown(cell)))
        if instead is None:
            return cell
        return Cell(cell.row, cell.column, "text", instead) if instead.strip() else Cell(cell.row, cell.column)

    def _merged(self, column: AnyColumn, place: int) -> Cell | None:
        top = self.sheet.merged_from(self.row.number, place)
        if top is None or not column.spreads:
            return None
        row = self.sheet.row_at(top)
        return row.cell(place) if row else None


def _is_nothing(cell: Cell) -> bool:
    value = cell.value
    return cell.formula is None if value is None else isinstance(value, str) and value in DASHES


def sorted_rows(sheet: Sheet, layout: Layout, key: AnyColumn) -> Iterator[tuple[Row, bool]]:
    """Each row under the header that fills at least one known column, and whether it is one of data."""
    key_place = layout.place(key)
    for row in sheet.rows:
        if row.number > layout.header_row and not layout.taken.isdisjoint(row.cells):
            yield row, not (is_total(row, key_place) or is_header_again(row, layout))


def is_header_again(row: Row, layout: Layout) -> bool:
    """The headings come back in the middle of the table, as where two tables were put one under the other."""
    found = 0
    for place, heading in reversed(layout.headings.items()):  # la clé, en tête, n’a deux fois le même texte nulle part
        cell = row.cells.get(place)
        if cell is not None and not (isinstance(cell.value, str) and folded(cell.value) == heading):
            return False
        found += cell is not None
    return found > 1


def is_remark(reader: RowReader, key: AnyColumn) -> bool:
    """A line of text under the table (« * montants provisoires »): one filled cell, which is no key."""
    filled = reader.layout.taken.intersection(reader.row.cells)
    if len(filled) != 1:
        return False
    (place,) = filled
    return reader.row.cells[place].kind == "text" and not is_readable(reader, key)


def is_readable(reader: RowReader, column: AnyColumn) -> bool:
    try:
        reader.layout.parsed(column, reader.cell(column))
    except UnexpectedCell:
        return False
    return True
