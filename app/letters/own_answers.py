"""A partner's own answers, written out for its receipt."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.assessments.cells import value_label
from app.assessments.gather import grid_of
from app.assessments.queries import respondent_priorities
from app.assessments.service.answers import stored_cells
from app.assessments.sheet import PRIORITY_SCALE, AxisSheet, Cell, Sheet, make_sheet
from app.models import Campaign, Respondent
from evaluation import Grid

PRIORITY_WORDS = {value: words for value, _, words in PRIORITY_SCALE}
OUT = "Sans objet pour vous (critère écarté par vos priorités)"


@dataclass(frozen=True)
class AnsweredQuestion:
    text: str
    answers: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class AnsweredAxis:
    label: str
    priorities: str
    questions: tuple[AnsweredQuestion, ...]


def own_sheet(session: Session, respondent: Respondent, campaign: Campaign) -> Sheet:
    grid = grid_of(session, campaign.grid_reference)
    cells, priorities = stored_cells(session, respondent), respondent_priorities(session, respondent.id)
    return make_sheet(grid, campaign.moment, respondent.profile_code, cells, priorities)


def own_answers(session: Session, sheet: Sheet, campaign: Campaign) -> tuple[AnsweredAxis, ...]:
    grid = grid_of(session, campaign.grid_reference)
    return tuple(AnsweredAxis(axis.label, _priorities(axis), tuple(_questions(axis, grid))) for axis in sheet.axes)


def _priorities(axis: AxisSheet) -> str:
    said = ((criterion.label, PRIORITY_WORDS.get(criterion.seen_priority)) for criterion in axis.criteria)
    return ", ".join(f"{label} ({words})" for label, words in said if words)


def _questions(axis: AxisSheet, grid: Grid) -> Iterator[AnsweredQuestion]:
    for criterion in axis.criteria:
        for line in criterion.lines:
            comments = tuple(cell.stored.content.comment for cell in line if cell.stored.content.comment)
            yield AnsweredQuestion(line[0].text, tuple(_said(cell, grid) for cell in line), comments)


def _said(cell: Cell, grid: Grid) -> str:
    answer = OUT if cell.is_out else value_label(grid, cell.value)
    return f"{cell.reading_words.capitalize()}\u00a0: {answer}" if cell.reading_words else answer
