"""When two values are one: what a spreadsheet rewrites as it saves does not count."""

import math
import unicodedata
from collections.abc import Hashable
from datetime import date

from imports.verification.figures import EXCEL_EPOCH, CellValue

RELATIVE = 1e-9
SMALLEST = 1e-12


def same(one: CellValue, other: CellValue) -> bool:
    one, other = _plain(one), _plain(other)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=SMALLEST)
    return one == other


def comparable(value: CellValue) -> Hashable:
    """Equal for what is nearly equal: numbers to nine digits."""
    plain = _plain(value)
    return f"{plain:.9g}" if isinstance(plain, float) else plain


def _plain(value: CellValue) -> str | float | None:
    """A day is its number, a truth is 1; texts have one form of accents and of line ends."""
    if isinstance(value, date):
        return float((value - EXCEL_EPOCH).days)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").rstrip() or None
    return None if value is None else float(value)
