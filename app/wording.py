"""Figures inside the sentences of business rules; pages use the filters of `app.web.filters`."""

from decimal import Decimal

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def euros(amount: Decimal) -> str:
    """12 250 €, with cents only when there are some."""
    exact = amount.quantize(Decimal("0.01"))
    text = f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
    return f"{text.replace(',', NARROW).replace('.', ',')}{NO_BREAK}€"


def days(count: int) -> str:
    return f"{count:,}".replace(",", NARROW) + NO_BREAK + ("jour" if count < 2 else "jours")
