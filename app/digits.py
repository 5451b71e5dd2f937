"""A whole number as it is typed, in an address or in a form."""

KEY = 18
"""Figures that the key of any table holds."""


def number_typed(text: str, figures: int = KEY) -> int | None:
    """None when it is not one, or has more than `figures`: « ² » and « ٣ » are figures to Python, not here."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= figures else None
