from collections.abc import Callable

from imports.cells.texts import text
from imports.faults import UnexpectedCell
from imports.workbook import Cell


def up_to(length: int, expected: str = "un texte") -> Callable[[Cell], str]:
    """A text no longer than the pages take."""

    def parse(cell: Cell) -> str:
        found = text(cell, expected)
        if len(found) > length:
            raise UnexpectedCell(f"{expected} de {length} signes au plus\u202f; il y en a {len(found)}")
        return found

    return parse
