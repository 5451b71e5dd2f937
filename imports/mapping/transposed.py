"""A table lying on its side: headings down a column, a record per column. Refused, with what to do."""

from collections.abc import Iterable, Iterator, Sequence

from imports.cells import shown
from imports.columns import HEADER_SEARCH_ROWS, AnyColumn
from imports.faults import Fault
from imports.mapping.names import SURE, Names
from imports.workbook import Cell, Sheet

SEARCHED_COLUMNS = 3
ENOUGH = 4
EXPECTED = (
    "une ligne par enregistrement et les titres en haut\u202f; ici les titres descendent une colonne\u00a0: "
    "copiez le tableau, puis Collage spécial, Transposé"
)


def transposed_fault(sheet: Sheet, tables: Iterable[Sequence[AnyColumn]]) -> Iterator[Fault]:
    """None, or one: the headings of one of these tables go down one of the first columns."""
    cells = _down(sheet)
    for columns in tables:
        names = Names(columns)
        for down in cells:
            if len(_fields(down, names)) >= ENOUGH:
                yield Fault(sheet.title, down[0].reference, "Titres", shown(down[0]), EXPECTED)
                return


def _down(sheet: Sheet) -> list[list[Cell]]:
    rows = sheet.rows[:HEADER_SEARCH_ROWS]
    first = min((min(row.cells, default=1) for row in rows), default=1)
    places = range(first, first + SEARCHED_COLUMNS)
    return [[row.cells[place] for row in rows if place in row.cells] for place in places]


def _fields(cells: Iterable[Cell], names: Names) -> set[str]:
    return {match.field for cell in cells for match in names.matches(shown(cell)) if match.strength <= SURE}
