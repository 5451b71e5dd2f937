"""The two hidden columns of every template, as the kinds of sheets know them."""

from imports.identity import EXPECTED, ID, IDENTITY, SEEN

__all__ = ["EXPECTED", "ID", "IDENTITY", "SEEN"]
