"""How far a grid is, axis by axis."""

from collections.abc import Collection
from dataclasses import dataclass

from evaluation import READINGS, Grid, Moment


@dataclass(frozen=True, slots=True)
class AxisMark:
    code: str
    label: str
    answered: int
    asked: int

    @property
    def share(self) -> float:
        return self.answered / self.asked if self.asked else 1.0

    @property
    def words(self) -> str:
        return f"{self.label}\u00a0: {self.answered} sur {self.asked}"


def axis_marks(
    grid: Grid, moment: str, answered: Collection[tuple[str, str]], out: Collection[str]
) -> tuple[AxisMark, ...]:
    """`out` holds the criteria of priority 0: their questions are not asked."""
    readings = READINGS[Moment(moment)]
    marks = []
    for axis in grid.axes:
        asked = [
            (str(reading), question.code)
            for reading in readings
            if axis.is_asked(reading)
            for criterion in axis.criteria
            if not (axis.by_priorities and criterion.code in out)
            for question in criterion.questions
        ]
        marks.append(AxisMark(axis.code, axis.label, sum(key in answered for key in asked), len(asked)))
    return tuple(marks)
