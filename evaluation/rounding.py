"""The one rounding, where a number is shown."""

from decimal import ROUND_HALF_UP, Decimal

EXACT_DIGITS = 9


def round_half_up(value: float, digits: int = 1) -> Decimal:
    """§2.6: full precision everywhere, rounded once where shown, half up.

    The ninth decimal is settled first: 68.25 computed as 68.24999999999999 is shown 68,3.
    """
    settled = Decimal(repr(round(value, EXACT_DIGITS)))
    return settled.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
