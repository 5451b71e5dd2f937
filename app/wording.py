"""Figures and typed texts inside the sentences of business rules; pages use the filters of `app.web.filters`."""

import re
from collections.abc import Iterable
from decimal import Decimal

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def euros(amount: Decimal) -> str:
    """12 250 €, with cents only when there are some."""
    exact = amount.quantize(Decimal("0.01"))
    text = f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
    return f"{text.replace(',', NARROW).replace('.', ',')}{NO_BREAK}€"


def thousands(count: int) -> str:
    """12 250."""
    return f"{count:,}".replace(",", NARROW)


def days(count: int) -> str:
    return thousands(count) + NO_BREAK + ("jour" if count < 2 else "jours")


def typeset(text: str) -> str:
    """A text as typed, or read in a grid file, as it is printed: apostrophes, and spaces that do not break."""
    text = text.replace("'", "’")
    text = re.sub(r"(?<=\S) ?([?!;])(?=\s|$)", rf"{NARROW}\1", text)
    text = re.sub(r"(?<=\S)[ \u202f]?:(?=\s|$)", f"{NO_BREAK}:", text)
    return re.sub(r"«\s?", f"«{NO_BREAK}", re.sub(r"\s?»", f"{NO_BREAK}»", text))


def listed(items: Iterable[str]) -> str:
    """« a, b et c »."""
    *most, last = list(items) or [""]
    return f"{', '.join(most)} et {last}" if most else last
