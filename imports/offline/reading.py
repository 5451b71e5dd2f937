"""Reads a returned workbook against the grid it left with: plain values, and what is wrong by sheet and cell.

Nothing of the layout is guessed: every text stands where it was issued and says what it said, or the workbook is
refused. A formula counts by its stored value, as everywhere; one that was never calculated is refused.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.assessments.cells import MAX_COMMENT, Content, Value
from app.assessments.sheet import Cell as Question
from app.assessments.sheet import Sheet as Grid
from imports.cells import choice, shown
from imports.cells.texts import checked, shown_in_full
from imports.faults import Fault, UnexpectedCell
from imports.offline.choices import YES_OR_NO, Lists, value_of
from imports.offline.layout import ANSWERS, FIRST, HEADER_ROW, Closing, Entry, Fixed, Layout, Mark, layout_of, reference
from imports.offline.texts import kept
from imports.vocabulary import Terms
from imports.words import cleaned, folded
from imports.workbook import Cell, Sheet, Workbook

PLACE = re.compile(r"'?([^'!]{1,31})'?!\$([A-Z]{1,3})\$([0-9]{1,7})")
MOVED = "«\u00a0{}\u00a0» à cet endroit\u202f: des lignes ou des colonnes ont été ajoutées, déplacées ou supprimées"
REWORDED = "le texte d’origine, qui ne se modifie pas\u00a0: «\u00a0{}\u00a0»"
UNPLANNED = "une case vide\u202f: ce qui n’est écrit ni dans une réponse ni dans un commentaire serait perdu"
NO_ANSWERS = "une feuille de ce nom, telle qu’elle a été envoyée"
COMMENT = "un commentaire de 2\u202f000 caractères au plus"
SIGNED = re.compile(r"\s*[-+−–]\s*[0-9]")
T = TypeVar("T")


@dataclass(frozen=True)
class Marks:
    """What the workbook says of itself; nothing here is believed before it is compared with what was issued."""

    token: str
    grid: str
    respondent: str
    layout: str


@dataclass(frozen=True)
class Filled:
    """What a respondent answered. Cells and priorities are all there, blank ones too, unless there are faults."""

    cells: Mapping[tuple[str, str], Content] = field(default_factory=dict)
    priorities: Mapping[str, int | None] = field(default_factory=dict)
    quotes: bool | None = None
    submits: bool = False
    faults: tuple[Fault, ...] = ()


def marks_of(workbook: Workbook) -> Marks | None:
    """None for any workbook that was not made to answer a grid."""
    found = {mark: _text_at(workbook, workbook.names.get(mark, "")) for mark in Mark}
    if not all(found.values()):
        return None
    return Marks(found[Mark.TOKEN], found[Mark.GRID], found[Mark.RESPONDENT], found[Mark.LAYOUT])


def read_answers(workbook: Workbook, grid: Grid, lists: Lists) -> Filled:
    """`grid` is the one the workbook left with, worded for its respondent."""
    sheet = next((sheet for sheet in workbook if sheet.title == ANSWERS), None)
    if sheet is None:
        return Filled(faults=(Fault(ANSWERS, "", "Feuille", "", NO_ANSWERS),))
    reader = _Reader(sheet, layout_of(grid), lists)
    if faults := reader.form_faults():
        return Filled(faults=faults)
    return reader.filled()


def _text_at(workbook: Workbook, place: str) -> str:
    found = PLACE.fullmatch(place)
    if not found:
        return ""
    title, column, row = found[1], found[2], int(found[3])
    sheets = (sheet for sheet in workbook if sheet.title == title)
    cells = (cell for sheet in sheets for line in sheet.rows if line.number == row for cell in line.cells.values())
    cell = next((cell for cell in cells if cell.reference == f"{column}{row}"), None)
    return shown(cell) if cell and cell.formula is None else ""


class _Reader:
    def __init__(self, sheet: Sheet, layout: Layout, lists: Lists) -> None:
        self.layout = layout
        self.title = sheet.title
        self.cells = {(row.number, place): cell for row in sheet.rows for place, cell in row.cells.items()}
        self.level = _listed(lists.level_terms)
        self.evidence = _listed(lists.evidence_terms)
        self.priority = _listed(lists.priority_terms)
        self.faults: list[Fault] = []

    def form_faults(self) -> tuple[Fault, ...]:
        """What was done to the form itself. Once something has moved, the rest would only repeat it."""
        moved = next((fixed for fixed in self.layout.fixed if fixed.anchor and not self._stands(fixed)), None)
        if moved:
            return (self._fault(moved.row, moved.column, "Repère", MOVED.format(moved.text)),)
        return tuple(self._reworded()) + tuple(self._unplanned())

    def filled(self) -> Filled:
        cells = {(e.cell.reading, e.cell.question): self._content(e) for e in self.layout.entries}
        priorities = {
            entry.criterion.code: self._priority(entry.row, entry.criterion.code) for entry in self.layout.priorities
        }
        quotes = self._parsed(self.layout.closing[Closing.QUOTES], FIRST, "Citations", _yes_or_no)
        submits = self._parsed(self.layout.closing[Closing.SUBMISSION], FIRST, "Envoi", _yes_or_no)
        return Filled(cells, priorities, quotes, bool(submits), tuple(self.faults))

    def _stands(self, fixed: Fixed) -> bool:
        return cleaned(shown_in_full(self._cell(fixed.row, fixed.column))) == cleaned(fixed.text)

    def _reworded(self) -> Iterator[Fault]:
        for fixed in self.layout.fixed:
            if not self._stands(fixed):
                yield self._fault(fixed.row, fixed.column, "Énoncé", REWORDED.format(fixed.text))

    def _unplanned(self) -> Iterator[Fault]:
        """Above the headers stand a title and a help, free to change; below, nothing that was not issued."""
        known = {(fixed.row, fixed.column) for fixed in self.layout.fixed} | self.layout.inputs
        for row, column in sorted(self.cells.keys() - known):
            if row >= HEADER_ROW:
                yield self._fault(row, column, "Hors des réponses", UNPLANNED)

    def _content(self, entry: Entry) -> Content:
        level, evidence, comment = entry.places
        named = name_of(entry.cell, self.layout.readings)
        value: Value = self._parsed(*level, f"Question {named}", lambda cell: value_of(self.level(cell)))
        strength = self._parsed(*evidence, f"Preuve {named}", lambda cell: int(self.evidence(cell)))
        said = self._parsed(*comment, f"Commentaire {named}", _comment)
        return Content(value, strength or 0, said or "")

    def _priority(self, row: int, criterion: str) -> int | None:
        return self._parsed(row, FIRST, f"Priorité {criterion}", lambda cell: int(self.priority(cell)))

    def _parsed(self, row: int, column: int, field: str, parser: Callable[[Cell], T]) -> T | None:
        cell = self._cell(row, column)
        if cell.is_blank:
            return None
        try:
            return parser(cell)
        except UnexpectedCell as unexpected:
            self.faults.append(self._fault(row, column, field, unexpected.expected))
            return None

    def _cell(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column)) or Cell(row, column)

    def _fault(self, row: int, column: int, field: str, expected: str) -> Fault:
        return Fault(self.title, reference(row, column), field, shown(self._cell(row, column)), expected)


def name_of(question: Question, readings: tuple[str, ...]) -> str:
    """« A1.1 », or « A1.1 (attendu) » where several readings are asked."""
    return f"{question.question} ({question.reading_words})" if len(readings) > 1 else question.question


def _listed(terms: Terms) -> Callable[[Cell], str]:
    """A word of the list. Comparing words drops their signs: « −1 » must not become 1."""
    parse = choice(terms)

    def parse_signed(cell: Cell) -> str:
        if SIGNED.match(shown_in_full(cell)):
            raise UnexpectedCell(terms.expected_for(""))
        return parse(cell)

    return parse_signed


def _comment(cell: Cell) -> str:
    said = kept(shown_in_full(checked(cell, COMMENT)))
    if len(said) > MAX_COMMENT:
        raise UnexpectedCell(COMMENT)
    return said


def _yes_or_no(cell: Cell) -> bool:
    word = folded(shown_in_full(checked(cell, YES_OR_NO)))
    if word not in ("oui", "non"):
        raise UnexpectedCell(YES_OR_NO)
    return word == "oui"
