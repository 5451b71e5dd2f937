"""Reads the XML of one sheet straight into filled cells: the hot loop of every import.

openpyxl builds a tree, then a dictionary, then a cell for each place, empty ones included; here expat's events are
turned into what is kept and nothing else. Values are openpyxl's, which a property test compares; one thing differs on
purpose: « _x000D_ », the way Excel writes a carriage return, is read as one.
"""

from typing import IO

from openpyxl.utils.cell import range_boundaries

from imports.budget import Budget, column_index
from imports.cell_values import EncodedCell, Styles, encoded_value
from imports.string_table import PHONETIC, TEXT, unescaped
from imports.xml_events import MAIN, parse, strict_parser

ROW, CELL, VALUE, FORMULA, MERGE, COLUMN = (MAIN + name for name in ("row", "c", "v", "f", "mergeCell", "col"))
HEARD, TYPED = frozenset({VALUE, FORMULA}), frozenset({VALUE, FORMULA, TEXT})
DIGITS = "0123456789"
TEXTS = {"s", "str", "inlineStr"}

EncodedRow = tuple[int, bool, list[EncodedCell]]


class SheetReader:
    """Reads one sheet; `rows`, `merged` and `hidden_columns` then hold what a table needs of it."""

    def __init__(self, strings: list[str], styles: Styles, budget: Budget) -> None:
        self.rows: list[EncodedRow] = []
        self.merged: list[tuple[int | None, ...]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self._strings, self._styles, self._budget = strings, styles, budget
        self._row = self._column = 0
        self._is_row_hidden = self._is_phonetic = False
        self._cells: list[EncodedCell] = []
        self._parser = strict_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._reset_cell({})

    def read(self, part: IO[bytes]) -> None:
        parse(self._parser, part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == CELL:
            self._start_cell(attributes)
        elif name in HEARD or (name == TEXT and not self._is_phonetic):
            self._heard: list[str] = []
            self._parser.CharacterDataHandler = self._heard.append
        elif name == ROW:
            self._start_row(attributes)
        elif name == MERGE:
            self._budget.spend_merge()
            self.merged.append(range_boundaries(attributes.get("ref", "A1")))
        elif name == COLUMN and _is_true(attributes.get("hidden")):
            self._budget.check_column(len(self.hidden_columns))
            self.hidden_columns.append((int(attributes.get("min", 0)), int(attributes.get("max", 0))))
        elif name == PHONETIC:
            self._is_phonetic = True

    def _end(self, name: str) -> None:
        if name == CELL:
            self._end_cell()
        elif name in TYPED:
            self._end_text(name)
        elif name == ROW:
            if self._cells:
                self.rows.append((self._row, self._is_row_hidden, self._cells))
        elif name == PHONETIC:
            self._is_phonetic = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(float(number)) if number else self._row + 1
        self._column = 0
        self._cells = []
        self._is_row_hidden = _is_true(attributes.get("hidden"))
        self._budget.spend_row(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._budget.spend_place()
        reference = attributes.get("r")
        self._column = column_index(reference.rstrip(DIGITS)) if reference else self._column + 1
        self._reset_cell(attributes)

    def _reset_cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []

    def _end_text(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        text = "".join(self._heard)
        self._heard = []
        if name == VALUE:
            self._value = text or None
        elif name == FORMULA:
            self._formula = "=" + text
        else:
            self._inline.append(text)

    def _end_cell(self) -> None:
        text, formula = self._text(), self._formula
        if text is None and (formula is None or self._type in TEXTS):
            return
        kind, value = encoded_value(self._type, text, self._style, self._styles)
        if kind != "empty" or formula:
            self._budget.spend_cell(self._column, value, formula)
            self._cells.append((self._column, kind, value, formula))

    def _text(self) -> str | None:
        if self._value is None and not self._inline:
            return None
        if self._type == "s":
            return self._strings[int(self._value or "")]
        text = "".join(self._inline) if self._type == "inlineStr" else self._value
        return unescaped(text) if text else None


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}
