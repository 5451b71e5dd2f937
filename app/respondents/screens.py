"""The grid, one axis per screen: priorities first, then the axes in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.assessments.sheet import Cell, CriterionSheet, Sheet
from app.respondents.words import PRIORITIES_LEAD, instruction, lead_of
from evaluation import Grid

PRIORITIES = "priorites"
REVIEW = "relecture"


@dataclass(frozen=True)
class Screen:
    """`before` and `after` are the codes of its neighbours; the last one leads to the review."""

    code: str
    title: str
    lead: str
    instruction: str
    number: int
    criteria: tuple[CriterionSheet, ...]
    is_priorities: bool = False
    before: str = ""
    after: str = REVIEW
    after_title: str = "Relire et envoyer"

    @property
    def lines(self) -> list[tuple[Cell, ...]]:
        """By question asked: its cell in each reading."""
        asked = [] if self.is_priorities else [criterion for criterion in self.criteria if not criterion.is_out]
        return [line for criterion in asked for line in criterion.lines]

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for line in self.lines for cell in line)

    @property
    def total(self) -> int:
        return len(self.criteria) if self.is_priorities else len(list(self.cells))

    @property
    def answered(self) -> int:
        """A priority has an answer from the start: « utile », unless said otherwise."""
        return len(self.criteria) if self.is_priorities else sum(cell.is_answered for cell in self.cells)

    @property
    def is_done(self) -> bool:
        return self.answered == self.total

    @property
    def blanks(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.is_answered]


def make_screens(sheet: Sheet, grid: Grid, profile: str) -> tuple[Screen, ...]:
    found = [_priorities(sheet)] if sheet.prioritised else []
    found += [
        Screen(
            code=axis.code,
            title=axis.label,
            lead=lead_of(axis.code, profile),
            instruction=instruction(grid.axis(axis.code), sheet.readings),
            number=number,
            criteria=axis.criteria,
        )
        for number, axis in enumerate(sheet.axes, start=len(found) + 1)
    ]
    return tuple(_chained(found))


def resume_at(screens: tuple[Screen, ...], started: bool) -> str:
    """Where one was: the start before the first answer, then the first screen with a blank, the review when none is."""
    if not started:
        return screens[0].code
    return next((screen.code for screen in screens if not screen.is_done), REVIEW)


def _priorities(sheet: Sheet) -> Screen:
    return Screen(PRIORITIES, "Vos priorités", PRIORITIES_LEAD, "", 1, tuple(sheet.prioritised), is_priorities=True)


def _chained(screens: list[Screen]) -> Iterator[Screen]:
    for place, screen in enumerate(screens):
        before = screens[place - 1].code if place else ""
        if place + 1 < len(screens):
            after = screens[place + 1]
            yield replace(screen, before=before, after=after.code, after_title=after.title)
        else:
            yield replace(screen, before=before)
