"""A grid as numbers, for one reading: a line per question, those of one criterion together, those of one axis too."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.assessments.bulk.sums import Floats, Integers
from evaluation import Grid, Reading
from evaluation.grid import Axis, Criterion, Question


@dataclass(frozen=True)
class Plan:
    grid: Grid
    reading: Reading
    axes: tuple[Axis, ...]
    """Those this reading asks."""

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for axis in self.axes for criterion in axis.criteria)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for criterion in self.criteria for question in criterion.questions)

    @cached_property
    def question_weights(self) -> Floats:
        return _column(question.weight for question in self.questions)

    @cached_property
    def criterion_weights(self) -> Floats:
        return _column(criterion.weight for criterion in self.criteria)

    @cached_property
    def questions_of_criteria(self) -> Integers:
        """The first question of each criterion."""
        return _starts(len(criterion.questions) for criterion in self.criteria)

    @cached_property
    def questions_of_axes(self) -> Integers:
        return _starts(len(axis.questions) for axis in self.axes)

    @cached_property
    def criteria_of_axes(self) -> Integers:
        return _starts(len(axis.criteria) for axis in self.axes)

    @cached_property
    def by_priorities(self) -> list[int]:
        """The axes whose weights belong to the partner."""
        return [place for place, axis in enumerate(self.axes) if axis.by_priorities]

    @cached_property
    def prioritised(self) -> dict[str, int]:
        """The criteria of those axes, and the line of each."""
        codes = {code for place in self.by_priorities for code in (own.code for own in self.axes[place].criteria)}
        return {own.code: line for line, own in enumerate(self.criteria) if own.code in codes}


def plan_of(grid: Grid, reading: Reading) -> Plan:
    return Plan(grid, reading, grid.axes_of(reading))


def _column(weights: Iterable[float]) -> Floats:
    return np.array([[float(weight)] for weight in weights])


def _starts(sizes: Iterable[int]) -> Integers:
    ends = np.cumsum([0, *sizes])
    return ends[:-1]
