"""One partner's grid as its page shows it: priorities first, then axis, criterion, question, one line per reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.assessments.cells import BLANK, Cells, Stored, Value
from app.wording import typeset as typeset
from evaluation import NOT_APPLICABLE, READINGS, UNKNOWN, Axis, Criterion, Grid, Moment, Question
from evaluation.answers import USUAL_PRIORITY

READING_WORDS = {"initial": "aujourd’hui", "expected": "attendu", "observed": ""}
PRIORITY_PREFIX = "priorite"
PRIORITY_SCALE = [("0", "0", "sans objet pour nous"), ("1", "1", "utile"), ("2", "2", "prioritaire")]


@dataclass(frozen=True)
class Cell:
    """One line of levels: a question in a reading. `name` ends the names of its fields, `slug` its identifiers."""

    reading: str
    question: str
    text: str
    stored: Stored
    is_out: bool

    @property
    def name(self) -> str:
        return f"{self.reading}-{self.question}"

    @property
    def slug(self) -> str:
        return self.name.replace(".", "-")

    @property
    def reading_words(self) -> str:
        return READING_WORDS[self.reading]

    @property
    def value(self) -> Value:
        return self.stored.content.value

    @property
    def shown(self) -> str:
        return "" if self.value is None else str(self.value)

    @property
    def is_answered(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class CriterionSheet:
    code: str
    label: str
    has_priority: bool
    priority: int | None
    lines: tuple[tuple[Cell, ...], ...]
    """By question: its cell in each reading asked."""

    @property
    def is_out(self) -> bool:
        return self.priority == 0

    @property
    def seen_priority(self) -> str:
        return "" if self.priority is None else str(self.priority)

    @property
    def shown_priority(self) -> str:
        return str(USUAL_PRIORITY) if self.priority is None else str(self.priority)


@dataclass(frozen=True)
class AxisSheet:
    code: str
    label: str
    number: int
    criteria: tuple[CriterionSheet, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for criterion in self.criteria for line in criterion.lines for cell in line)


@dataclass(frozen=True)
class Sheet:
    axes: tuple[AxisSheet, ...]
    scale: tuple[tuple[str, str, str], ...]
    evidence: tuple[tuple[str, str], ...]
    scale_words: str
    readings: tuple[str, ...]

    @property
    def asked(self) -> list[Cell]:
        """What is left to answer once the priorities have spoken."""
        return [cell for axis in self.axes for cell in axis.cells if not cell.is_out]

    @property
    def total(self) -> int:
        return len(self.asked)

    @property
    def answered(self) -> int:
        return sum(cell.is_answered for cell in self.asked)

    @property
    def blanks(self) -> list[Cell]:
        return [cell for cell in self.asked if not cell.is_answered]

    @property
    def prioritised(self) -> list[CriterionSheet]:
        return [criterion for axis in self.axes for criterion in axis.criteria if criterion.has_priority]

    def cell(self, kind: str, code: str) -> Cell | None:
        cells = (cell for axis in self.axes for cell in axis.cells)
        return next((cell for cell in cells if (cell.reading, cell.question) == (kind, code)), None)

    def criterion(self, kind: str, code: str) -> CriterionSheet | None:
        """The criterion whose priority is named so on the page."""
        found = (criterion for criterion in self.prioritised if criterion.code == code)
        return next(found, None) if kind == PRIORITY_PREFIX else None


def make_sheet(grid: Grid, moment: str, profile: str, cells: Cells, priorities: Mapping[str, int]) -> Sheet:
    """`profile` chooses the wording."""
    readings = READINGS[Moment(moment)]
    writer = _Writer(profile, readings, cells, priorities)
    scale = grid.scale
    levels = [(str(level), str(level), scale.label(level).lower()) for level in range(scale.min, scale.max + 1)]
    words = [
        (NOT_APPLICABLE, scale.not_applicable.lower(), ""),
        (UNKNOWN, scale.unknown.lower(), ""),
    ]
    return Sheet(
        axes=tuple(writer.axis(axis, number) for number, axis in enumerate(grid.axes, start=1)),
        scale=tuple(levels + words),
        evidence=tuple((str(level), label) for level, label in enumerate(scale.evidence_labels)),
        scale_words=" · ".join(f"{shown}\u00a0{label}" for _, shown, label in levels),
        readings=readings,
    )


def progress_of(grid: Grid, moment: str, answered: Mapping[tuple[str, str], object], out: set[str]) -> tuple[int, int]:
    """(answered, asked) for a list: `out` holds the criteria of priority 0."""
    asked = [
        (reading, question.code)
        for reading in READINGS[Moment(moment)]
        for axis in grid.axes_of(reading)
        for criterion in axis.criteria
        if not (axis.by_priorities and criterion.code in out)
        for question in criterion.questions
    ]
    return sum(key in answered for key in asked), len(asked)


@dataclass(frozen=True)
class _Writer:
    profile: str
    readings: tuple[str, ...]
    cells: Cells
    priorities: Mapping[str, int]

    def axis(self, axis: Axis, number: int) -> AxisSheet:
        criteria = tuple(self.criterion(axis, criterion) for criterion in axis.criteria)
        return AxisSheet(axis.code, axis.label, number, criteria)

    def criterion(self, axis: Axis, criterion: Criterion) -> CriterionSheet:
        priority = self.priorities.get(criterion.code) if axis.by_priorities else None
        asked = [reading for reading in self.readings if axis.is_asked(reading)]
        return CriterionSheet(
            code=criterion.code,
            label=typeset(criterion.label_for(self.profile)),
            has_priority=axis.by_priorities,
            priority=priority,
            lines=tuple(
                tuple(self.cell(question, reading, priority == 0) for reading in asked)
                for question in criterion.questions
            ),
        )

    def cell(self, question: Question, reading: str, is_out: bool) -> Cell:
        stored = self.cells.get((str(reading), question.code), BLANK)
        text = typeset(question.text_for(self.profile))
        return Cell(str(reading), question.code, text, stored, is_out)
