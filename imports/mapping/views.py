"""One sheet as every kind looks at it: what each kind needs is worked out once."""

from collections.abc import Sequence
from functools import lru_cache

from imports.columns import HEADER_SEARCH_ROWS
from imports.mapping.contents import Samples, samples_of
from imports.mapping.headings import Headings, headings
from imports.workbook import Row, Sheet


class SheetView:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.first_rows: Sequence[Row] = sheet.rows[:HEADER_SEARCH_ROWS]
        self.headings = lru_cache(maxsize=None)(self._headings)
        self.samples = lru_cache(maxsize=None)(self._samples)

    def _headings(self, row: int) -> Headings:
        return headings(self.sheet, row)

    def _samples(self, header_row: int) -> Samples:
        return samples_of(self.sheet, header_row)
