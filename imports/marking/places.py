"""Where a fault stands in the workbook that is given back."""

from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import quote_sheetname
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from imports.faults import Fault
from imports.limits import LAST_ROW

LAST_COLUMN = 16_384


@dataclass(frozen=True)
class Place:
    sheet: str
    row: int
    column: int

    @property
    def link(self) -> str:
        return f"{quote_sheetname(self.sheet)}!{get_column_letter(self.column)}{self.row}"

    def shown_cell(self, book: Workbook) -> Any:
        """The cell itself, or the top left one of the merge that covers it: the only one that shows anything."""
        sheet = book[self.sheet]
        cell = sheet.cell(self.row, self.column)
        if not isinstance(cell, MergedCell):
            return cell
        for merge in sheet.merged_cells.ranges:
            if merge.min_row <= self.row <= merge.max_row and merge.min_col <= self.column <= merge.max_col:
                return sheet.cell(merge.min_row, merge.min_col)
        return cell


def place_of(book: Workbook, fault: Fault) -> Place | None:
    """None for a fault of a whole sheet, or of one that is not there."""
    titles = [sheet.title for sheet in book.worksheets]
    title = titles[0] if len(titles) == 1 else fault.sheet
    if title not in titles or not fault.cell:
        return None
    try:
        row, column = coordinate_to_tuple(fault.cell)
    except ValueError:
        return None
    return Place(title, row, column) if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN else None
