"""Where everything stands in the sheet « Réponses »: one description, by which it is written and read back.

Whoever moves something here raises `VERSION`: a workbook that left with another layout is then refused by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from app.assessments.sheet import AxisSheet, Cell, CriterionSheet, Sheet
from imports.workbook import column_letters

VERSION = "1"
COVER, ANSWERS, MARKS = "Lisez-moi", "Réponses", "Repères"
CODE, WORDING, FIRST = 1, 2, 3
PER_READING = 3
HEADER_ROW = 3
READING_HEADERS = {"initial": "Aujourd’hui", "expected": "Attendu", "observed": "Réponse"}
PRIORITIES_TITLE = "Vos priorités"
CLOSING_TITLE = "Pour finir"


class Closing(StrEnum):
    """What is asked once the questions are answered, by « oui » or « non »."""

    QUOTES = "quotes"
    SUBMISSION = "submission"

    @property
    def wording(self) -> str:
        return {
            "quotes": "J’accepte que mes commentaires soient cités, sans mon nom, hors de l’alliance (oui ou non).",
            "submission": "J’envoie cette grille\u00a0: mes réponses sont complètes (oui ou non).",
        }[self]


class Mark(StrEnum):
    """The defined names that say which grid this is; each leads to a cell of the hidden sheet."""

    TOKEN = "ODD17_jeton"  # noqa: S105 - a name, not a secret
    GRID = "ODD17_grille"
    RESPONDENT = "ODD17_repondant"
    LAYOUT = "ODD17_presentation"


class Style(StrEnum):
    HEADER = "header"
    BAND = "band"
    CRITERION = "criterion"
    CODE = "code"
    TEXT = "text"
    HELP = "help"


@dataclass(frozen=True)
class Fixed:
    """A text nobody edits. `anchor` says which row this is: when it is not where it was, rows have moved."""

    row: int
    column: int
    text: str
    style: Style
    anchor: bool = False

    @property
    def reference(self) -> str:
        return reference(self.row, self.column)


@dataclass(frozen=True)
class Entry:
    """A question in a reading: its level here, its evidence and its comment in the two next columns."""

    cell: Cell
    row: int
    column: int

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        return tuple((self.row, self.column + step) for step in range(PER_READING))


@dataclass(frozen=True)
class PriorityEntry:
    criterion: CriterionSheet
    row: int
    column: int = FIRST


@dataclass
class Layout:
    """`ruled_by`: row of a question → row of the priority of its criterion, where there is one."""

    readings: tuple[str, ...]
    fixed: list[Fixed] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    priorities: list[PriorityEntry] = field(default_factory=list)
    closing: dict[Closing, int] = field(default_factory=dict)
    ruled_by: dict[int, int] = field(default_factory=dict)

    @property
    def last_column(self) -> int:
        return FIRST + PER_READING * len(self.readings) - 1

    @property
    def inputs(self) -> set[tuple[int, int]]:
        """Every cell a respondent may fill, and no other."""
        found = {place for entry in self.entries for place in entry.places}
        found |= {(entry.row, entry.column) for entry in self.priorities}
        return found | {(row, FIRST) for row in self.closing.values()}


def layout_of(sheet: Sheet) -> Layout:
    return _Builder(Layout(sheet.readings)).build(sheet)


def reading_headers(readings: tuple[str, ...]) -> Iterator[str]:
    """Of each reading: its level, its evidence, its comment; the reading is said only when there are several."""
    for reading in readings:
        header = READING_HEADERS[reading]
        beside = f" ({header.lower()})" if len(readings) > 1 else ""
        yield from (header, f"Preuve{beside}", f"Commentaire{beside}")


def priorities_help(sheet: Sheet) -> str:
    axes = [axis.label for axis in sheet.axes if any(criterion.has_priority for criterion in axis.criteria)]
    named = ", ".join(f"«\u00a0{label}\u00a0»" for label in axes)
    return f"Elles pondèrent {named}. Une priorité 0 rend les questions du critère sans objet."


def reference(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


@dataclass
class _Builder:
    """Writes down the rows from top to bottom."""

    layout: Layout
    row: int = HEADER_ROW
    priority_rows: dict[str, int] = field(default_factory=dict)

    def build(self, sheet: Sheet) -> Layout:
        for column, header in enumerate(("N°", "Question", *reading_headers(sheet.readings)), start=CODE):
            self._fix(column, header, Style.HEADER, anchor=True)
        self._priorities(sheet)
        for axis in sheet.axes:
            self._axis(axis)
        self._closing()
        return self.layout

    def _priorities(self, sheet: Sheet) -> None:
        if not sheet.prioritised:
            return
        self._next(PRIORITIES_TITLE, Style.BAND)
        self._next("", Style.HELP, priorities_help(sheet))
        for criterion in sheet.prioritised:
            self._next(criterion.code, Style.CODE, criterion.label)
            self.priority_rows[criterion.code] = self.row
            self.layout.priorities.append(PriorityEntry(criterion, self.row))

    def _axis(self, axis: AxisSheet) -> None:
        self._next(f"Axe {axis.number} – {axis.label}", Style.BAND)
        for criterion in axis.criteria:
            self._next(criterion.label, Style.CRITERION)
            for line in criterion.lines:
                self._question(line, self.priority_rows.get(criterion.code))

    def _question(self, line: tuple[Cell, ...], ruled_by: int | None) -> None:
        self._next(line[0].question, Style.CODE, line[0].text)
        if ruled_by:
            self.layout.ruled_by[self.row] = ruled_by
        for cell in line:
            place = FIRST + PER_READING * self.layout.readings.index(cell.reading)
            self.layout.entries.append(Entry(cell, self.row, place))

    def _closing(self) -> None:
        self._next(CLOSING_TITLE, Style.BAND)
        for asked in Closing:
            self._next("", Style.TEXT, asked.wording)
            self.layout.closing[asked] = self.row

    def _next(self, code: str, style: Style, text: str = "") -> None:
        """One row further: its anchor on the left, its wording beside."""
        self.row += 1
        if code:
            self._fix(CODE, code, style, anchor=True)
        if text:
            self._fix(WORDING, text, Style.HELP if style is Style.HELP else Style.TEXT)

    def _fix(self, column: int, text: str, style: Style, *, anchor: bool = False) -> None:
        self.layout.fixed.append(Fixed(self.row, column, text, style, anchor))
