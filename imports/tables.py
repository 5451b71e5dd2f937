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


@dataclass
class RowReader:
    """Reads one row through its columns. A fault is kept, not raised: a row tells all its faults at once."""

    sheet: Sheet
    row: Row
    layout: Layout
    faults: list[Fault] = field(default_factory=list)

    def cell(self, column: AnyColumn) -> Cell:
        place = self.layout.place(column)
        if place is None:
            return Cell(self.row.number, 1)
        own = self.row.cell(place)
        return self._merged(column, place) or own if own.is_blank else own

    def optional(self, column: Column[T]) -> T | None:
        """None for an empty cell, and for a lone dash, which people type to say « nothing »."""
        return None if self.says_nothing(column) else self._parsed(column, self.cell(column))

    def required(self, column: Column[T]) -> T | None:
        """The value, or none after a fault has been noted; a column that is missing was told once, at the header."""
        if self.layout.place(column) is None:
            return None
        cell = self.cell(column)
        if self._corrected(column, cell).is_blank:
            self.refuse(column, column.help or "une valeur")
            return None
        return self._parsed(column, cell)

    def words(self, column: AnyColumn) -> str:
        """What the cell says as typed, once corrected: a parser may have kept less of it."""
        return cleaned(shown_in_full(self._corrected(column, self.cell(column))))

    def says_nothing(self, column: AnyColumn) -> bool:
        cell = self._corrected(column, self.cell(column))
        return cell.is_blank or cell.value in DASHES

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
            return column.parser(self._corrected(column, cell))
        except UnexpectedCell as unexpected:
            self.refuse(column, unexpected.expected, unexpected.proposal)
            return None

    def _corrected(self, column: AnyColumn, cell: Cell) -> Cell:
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


def data_rows(sheet: Sheet, layout: Layout, key: AnyColumn) -> Iterator[RowReader]:
    """Rows under the header that fill at least one known column; total rows are left out, blank ones are not there."""
    places = set(layout.places.values())
    for row in sheet.rows:
        if row.number > layout.header_row and places & row.cells.keys() and not _is_left_out(row, layout, key):
            yield RowReader(sheet, row, layout)


def _is_left_out(row: Row, layout: Layout, key: AnyColumn) -> bool:
    return is_total(row, layout.place(key)) or is_header_again(row, layout)


def is_header_again(row: Row, layout: Layout) -> bool:
    """The headings come back in the middle of the table, as where two tables were put one under the other."""
    words = {place: row.cells[place].value for place in layout.headings if place in row.cells}
    return len(words) > 1 and all(
        isinstance(word, str) and folded(word) == layout.headings[place] for place, word in words.items()
    )


def is_remark(reader: RowReader, key: AnyColumn) -> bool:
    """A line of text under the table (« * montants provisoires »): one filled cell, which is no key."""
    filled = [cell for place, cell in reader.row.cells.items() if place in reader.layout.places.values()]
    return len(filled) == 1 and filled[0].kind == "text" and not is_readable(reader, key)


def is_readable(reader: RowReader, column: AnyColumn) -> bool:
    try:
        column.parser(reader.cell(column))
    except UnexpectedCell:
        return False
    return True
