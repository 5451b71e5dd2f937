"""What a workbook may still hold: counted while it is read, refused with a sentence at the first thing too many."""

from functools import cache

from openpyxl.utils.cell import column_index_from_string

from imports.delimited import TOO_MANY_CELLS
from imports.errors import UnreadableFile
from imports.limits import (
    LAST_ROW,
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_MERGES,
    MAX_PLACES,
    MAX_ROWS,
    MAX_TEXT,
)

TOO_WIDE = (
    f"Une feuille va au-delà de {MAX_COLUMNS:_} colonnes\u202f: supprimez les colonnes à droite du tableau "
    "(les sélectionner toutes, puis «\u00a0Supprimer\u00a0»), et enregistrez."
).replace("_", "\u202f")
TOO_MANY_PLACES = (
    "Une feuille compte trop de lignes ou de cases vides mises en forme\u202f: supprimez les lignes sous le tableau "
    "(les sélectionner toutes, puis «\u00a0Supprimer\u00a0»), et enregistrez."
)
TOO_MANY_MERGES = "Une feuille compte trop de cases fusionnées\u202f: annulez les fusions, et enregistrez."
TOO_MUCH_TEXT = "Ce fichier contient trop de texte pour être lu en une fois\u202f: séparez-le en plusieurs."
TOO_LONG_TEXT = f"Une case contient plus de {MAX_TEXT:_} caractères\u202f: raccourcissez-la.".replace("_", "\u202f")

column_index = cache(column_index_from_string)


class Budget:
    """Counts for the whole workbook."""

    def __init__(self) -> None:
        self._cells, self._rows, self._places = MAX_CELLS, MAX_ROWS, MAX_PLACES
        self._merges, self._characters = MAX_MERGES, MAX_CHARACTERS

    def spend_row(self, number: int) -> None:
        self._rows -= 1
        if self._rows < 0 or number > LAST_ROW:
            raise UnreadableFile(TOO_MANY_PLACES)

    def spend_place(self) -> None:
        self._places -= 1
        if self._places < 0:
            raise UnreadableFile(TOO_MANY_PLACES)

    def spend_merge(self) -> None:
        self._merges -= 1
        if self._merges < 0:
            raise UnreadableFile(TOO_MANY_MERGES)

    def spend_cell(self, column: int, value: object, formula: str | None) -> None:
        self._cells -= 1
        if self._cells < 0:
            raise UnreadableFile(TOO_MANY_CELLS)
        self.check_column(column)
        if isinstance(value, str):
            self._spend_text(value)
        if formula:
            self._spend_text(formula)

    def check_column(self, column: int) -> None:
        if column > MAX_COLUMNS:
            raise UnreadableFile(TOO_WIDE)

    def _spend_text(self, text: str) -> None:
        if len(text) > MAX_TEXT:
            raise UnreadableFile(TOO_LONG_TEXT)
        self._characters -= len(text)
        if self._characters < 0:
            raise UnreadableFile(TOO_MUCH_TEXT)
