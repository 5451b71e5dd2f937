"""A digest of the figures of a file, taken as they are written."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256

from imports.export.sheets import DataSheet, Formula, PageSheet, Row, Value


class Digest:
    """SHA-256 over titles, headers, values and formulas of every sheet, in the order in which they are written."""

    def __init__(self) -> None:
        self._sum = sha256()

    def watched(self, sheet: DataSheet) -> Iterator[Row]:
        """The same rows; each is taken in as it passes."""
        self._take((sheet.title, *(column.header for column in sheet.columns)))
        for row in sheet.rows:
            self._take(row)
            yield row

    def page(self, sheet: PageSheet) -> None:
        for block in sheet.blocks:
            self._take((sheet.title, block.title, *(column.header for column in block.columns)))
            for row in block.rows:
                self._take(row)

    def _take(self, cells: Iterable[Value]) -> None:
        self._sum.update(("\x1f".join(map(plain, cells)) + "\x1e").encode())

    @property
    def text(self) -> str:
        return self._sum.hexdigest()


def plain(value: Value) -> str:
    """One writing for each value, whatever its type: 5, 5.0 and 5.00 are the same figure."""
    if isinstance(value, Formula):
        return f"={value.text}={plain(value.value)}"
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)):
        return repr(float(value))
    return value.isoformat() if isinstance(value, date) else value
