"""Texts a row holds, no longer than the pages take."""

from collections.abc import Callable

from imports.cells import text
from imports.cells.texts import checked, shown_in_full
from imports.faults import UnexpectedCell
from imports.offline.texts import kept
from imports.workbook import Cell

Parser = Callable[[Cell], str]
LONG = 4000


def within(length: int, parser: Parser, expected: str = "un texte") -> Parser:
    def parse(cell: Cell) -> str:
        found = parser(cell)
        if len(found) > length:
            most = f"{length:,}".replace(",", "\u202f")
            raise UnexpectedCell(f"{expected} de {most} signes au plus\u202f; il y en a {len(found)}")
        return found

    return parse


def paragraphs(length: int = LONG, expected: str = "un texte") -> Parser:
    """A text of several lines, which stay."""

    def parse(cell: Cell) -> str:
        found = kept(shown_in_full(checked(cell, expected)))
        return found or text(cell, expected)

    return within(length, parse, expected)
