"""Rows that add up others: recognised, to be left out of what is read."""

import re
from collections.abc import Mapping

from imports.words import folded
from imports.workbook import Row

# « Somme » n’en est pas : c’est aussi un département.
TOTAL = re.compile(r"(?:sous )?(?:total|totaux)(?: general| generaux| [0-9]{4})?", re.ASCII)
TOTAL_OF = re.compile(r"(?:sous )?(?:total|totaux) .+", re.ASCII)
ADDED = re.compile(r"(?:sous )?(?:total|totaux) .+|somme|ensemble|cumul|moyenne", re.ASCII)
HINT = re.compile("tota|somme|ensemble|cumul|moyenne", re.IGNORECASE)
AMOUNT = re.compile(r"[0-9 ]+(?: ?(?:eur|euros?))?", re.ASCII)
HINTS = ("tot", "somme", "ensemble", "cumul", "moyenne")
SUM = re.compile(r"=.*\b(?:SUM|SUBTOTAL|SUMIF|SUMIFS|AVERAGE|AGGREGATE)\(", re.IGNORECASE)


def is_total(row: Row, key_place: int | None) -> bool:
    """A row that adds up others and names no record: « Total » beside an empty key or in its place, or sums alone."""
    if not _may_be_total(row):
        return False
    if not any(
        cell.formula or (isinstance(cell.value, str) and HINT.search(cell.value)) for cell in row.cells.values()
    ):
        return False  # presque toutes les lignes s’arrêtent ici
    words = {place: folded(cell.value) for place, cell in row.cells.items() if isinstance(cell.value, str)}
    totals = {place for place, word in words.items() if TOTAL.fullmatch(word)}
    if totals and (key_place not in row.cells or key_place in totals):
        return True
    labels = {place: word for place, word in words.items() if not AMOUNT.fullmatch(word)}
    return _holds_only_numbers(row, labels) and _adds_up(row, labels, key_place)


def _may_be_total(row: Row) -> bool:
    """Only a word of these, or a sum, makes a total: most rows hold neither and are looked at no further."""
    said = "\n".join([cell.value for cell in row.cells.values() if isinstance(cell.value, str)]).casefold()
    return any(hint in said for hint in HINTS) or any(cell.formula for cell in row.cells.values())


def _holds_only_numbers(row: Row, labels: Mapping[int, str]) -> bool:
    others = [cell for place, cell in row.cells.items() if place not in labels]
    return len(labels) <= 1 and bool(others) and all(cell.kind in {"number", "text", "empty"} for cell in others)


def _adds_up(row: Row, labels: Mapping[int, str], key_place: int | None) -> bool:
    """« Total Bretagne », or a sum under an empty key; a project known by its code alone may well hold a sum."""
    has_sum = any(cell.formula and SUM.match(cell.formula) for cell in row.cells.values())
    if key_place in row.cells and not (key_place in labels and ADDED.fullmatch(labels[key_place])):
        return False
    return has_sum or any(TOTAL_OF.fullmatch(word) for word in labels.values())
