"""A cell in words: the title of its column and what its row is about."""

from collections.abc import Mapping
from functools import cached_property

from imports.verification.figures import CellValue, Rows, Value

SHORT = 60
IN_SHORT = 4


class Labels:
    """Of one sheet: a table from its first row, or blocks one under the other, each with its titles."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def row(self, row: int, column: int = 2**31) -> str:
        """The first text of the row, left of the cell."""
        texts = (cell.value for place, cell in sorted(self.rows[row].items()) if place < column)
        return next((value[:SHORT] for value in texts if isinstance(value, str)), "")

    def column(self, row: int, column: int) -> str:
        """The nearest title above."""
        titles = (self.rows[above].get(column) for above in reversed(self._titles) if above < row)
        return next((cell.value[:SHORT] for cell in titles if cell and isinstance(cell.value, str)), "")

    def in_short(self, row: int) -> CellValue:
        shown = [str(cell.value) for _, cell in sorted(self.rows[row].items()) if cell.value is not None]
        return ", ".join(shown[:IN_SHORT]) + (", …" if len(shown) > IN_SHORT else "")

    @cached_property
    def _titles(self) -> list[int]:
        """The first row of a table; else each row of several texts and nothing else."""
        first = min(self.rows, default=0)
        if first and _is_titles(self.rows[first]):
            return [first]
        return [number for number in sorted(self.rows) if _is_titles(self.rows[number])]


def _is_titles(row: Mapping[int, Value]) -> bool:
    return len(row) > 1 and all(isinstance(cell.value, str) and not cell.formula for cell in row.values())
