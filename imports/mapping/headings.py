"""The headings of a table: the texts of its header row, and those of the line above it when headings stand on two."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from imports.cells import shown
from imports.workbook import Cell, Row, Sheet

MAX_COLUMNS = 300
MAX_LENGTH = 120


@dataclass(frozen=True)
class Heading:
    """`names` are the texts that may name the column: its own, then its own under the group above."""

    cell: Cell
    text: str
    names: tuple[str, ...]

    @property
    def column(self) -> int:
        return self.cell.column


Headings = Mapping[int, Heading]


def headings(sheet: Sheet, header_row: int) -> Headings:
    """By column number; none at all when there is no header row (row 0)."""
    own, above = sheet.row_at(header_row), sheet.row_at(header_row - 1)
    if own is None:
        return {}
    cells = {column: cell for column, cell in sorted(own.cells.items()) if _is_heading(cell)}
    if above is None:
        return {column: _heading(cell, "") for column, cell in _first(cells).items()}
    cells |= {column: cell for column, cell in above.cells.items() if _holds_below(sheet, above, cell, own)}
    repeated = {text for text, count in Counter(shown(cell) for cell in cells.values()).items() if count > 1}
    return {
        column: _heading(cell, _group(sheet, above, cell), is_repeated=shown(cell) in repeated)
        for column, cell in _first(cells).items()
    }


def _first(cells: dict[int, Cell]) -> dict[int, Cell]:
    return dict(sorted(cells.items())[:MAX_COLUMNS])


def _is_heading(cell: Cell) -> bool:
    return bool(shown(cell).strip())


def _heading(cell: Cell, group: str, *, is_repeated: bool = False) -> Heading:
    own = shown(cell).strip()[:MAX_LENGTH]
    if not group:
        return Heading(cell, own, (own,))
    return Heading(cell, f"{group} – {own}" if is_repeated else own, (own, f"{group} {own}"))


def _holds_below(sheet: Sheet, above: Row, cell: Cell, own: Row) -> bool:
    """A heading of the line above whose place below is empty: it is the heading of both lines."""
    if not isinstance(cell.value, str) or not own.cell(cell.column).is_blank:
        return False
    return len(above.cells) > 1 and _merge(sheet, above.number, cell.column) is None


def _group(sheet: Sheet, above: Row, cell: Cell) -> str:
    """The text merged over several columns above this one."""
    if cell.row == above.number:
        return ""
    left = _merge(sheet, above.number, cell.column)
    value = above.cell(left).value if left else None
    return value.strip()[:MAX_LENGTH] if isinstance(value, str) else ""


def _merge(sheet: Sheet, row: int, column: int) -> int | None:
    """The first column of the merge going across that covers this place."""
    for left, top, right, bottom in sheet.merged:
        if left < right and left <= column <= right and top <= row <= bottom:
            return left
    return None
