"""What may differ between the workbook issued and the one received."""

from enum import StrEnum
from typing import NamedTuple

from imports.verification.figures import CellValue


class What(StrEnum):
    VALUE = "value"
    FORMULA = "formula"
    FORMULA_LOST = "formula_lost"
    ADDED = "added"
    REMOVED = "removed"
    ROW_ADDED = "row_added"
    ROW_REMOVED = "row_removed"
    SHEET_ADDED = "sheet_added"
    SHEET_REMOVED = "sheet_removed"
    SHEET_RENAMED = "sheet_renamed"
    FOLLOWS = "follows"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    "value": "valeur changée",
    "formula": "formule changée",
    "formula_lost": "formule remplacée par une valeur",
    "added": "case remplie",
    "removed": "case vidée",
    "row_added": "ligne ajoutée",
    "row_removed": "ligne supprimée",
    "sheet_added": "feuille ajoutée",
    "sheet_removed": "feuille supprimée",
    "sheet_renamed": "feuille renommée",
    "follows": "résultat de formule changé",
}


class Change(NamedTuple):
    """`cell` is its address in the file received (in the one issued when it is no longer there).

    `row` and `column` name the place in words. For a formula, `before` and `after` are its text.
    """

    what: What
    sheet: str
    cell: str = ""
    row: str = ""
    column: str = ""
    before: CellValue = None
    after: CellValue = None
