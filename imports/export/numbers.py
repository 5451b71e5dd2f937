"""Numbers and days as XML says them, to their last digit."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

DAY_ZERO = date(1899, 12, 30).toordinal()
"""Days are counted from there."""
Number = int | float | Decimal


def written(kind: type, values: Sequence[Number | None]) -> Sequence[object]:
    """All of one type."""
    if kind is float:
        check_finite(values)
        return [None if value is None else repr(value) for value in values]
    if kind is int:
        return values
    if kind is Decimal:
        texts = [None if value is None else str(value) for value in values]
        joined = "".join(filter(None, texts))
        if "N" not in joined and "I" not in joined:  # neither NaN nor Infinity
            return texts
    return [None if value is None else plain(value) for value in values]


def check_finite(values: Sequence[Number | None]) -> None:
    """Their sum tells it at once, unless it is itself too large."""
    total = sum(filter(None, values))  # type: ignore[arg-type]
    if not isfinite(total) and not all(isfinite(value or 0) for value in values):
        raise ValueError("A cell holds no infinite number.")


def plain(value: Number) -> str:
    if isinstance(value, int):
        return str(int(value))
    check_finite((value,))
    return repr(float(value))


def serial(value: date) -> str:
    days = value.toordinal() - DAY_ZERO
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return repr(days + seconds / 86_400)
    return str(days)
