"""What the frozen grid of a campaign asks, in the words people type: question codes, levels, readings."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation import NOT_APPLICABLE, READINGS, UNKNOWN, Grid, Moment
from imports.offline.choices import LEVEL, Lists
from imports.records.entity import Entity, Records
from imports.vocabulary import Terms
from imports.words import folded

TABLE = "grid_version"
NO_LEVEL_WORDS = {
    NOT_APPLICABLE: ("Sans objet", "N/A", "s.o.", "Non applicable", "Non concerné", "x"),
    UNKNOWN: ("Ne sait pas", "Ne sais pas", "Ne se prononce pas", "Sans avis", "?"),
}
"""« x » and « ? » are the keys of the grid on the site."""
LONGEST_CODE = 4


@dataclass(frozen=True)
class Asked:
    grid: Grid
    levels: Terms
    codes: Mapping[str, str]

    @classmethod
    def of(cls, grid: Grid) -> "Asked":
        lists = Lists.of(grid)
        levels = Terms.of(LEVEL, dict(lists.levels), {**NO_LEVEL_WORDS, **lists.level_words})
        return cls(grid, levels, {folded(code): code for code in grid.questions})

    def question(self, typed: str) -> str | None:
        """« A1.1 », « a1-1 », « Question A1.1 » or « A1.1 – the text itself »."""
        words = folded(typed).removeprefix("question ").split()
        starts = (" ".join(words[:count]) for count in range(min(len(words), LONGEST_CODE), 0, -1))
        return next((self.codes[start] for start in starts if start in self.codes), None)

    def readings(self, moment: str, question: str) -> tuple[str, ...]:
        """Those in which this moment asks the question: the initial situation is not asked on every axis."""
        axis = self.grid.axis_of_question[question]
        return tuple(str(reading) for reading in READINGS[Moment(moment)] if axis.is_asked(reading))


def asked_entity(reference: str, grid: Grid) -> Entity:
    """A grid version among the records of a plan."""
    return Entity(TABLE, reference, {"asked": Asked.of(grid)})


def asked_of(campaign: Entity, records: Records) -> Asked:
    grid = records.get(TABLE, campaign["grid_reference"])
    if grid is None:
        raise LookupError(campaign["grid_reference"])
    asked: Asked = grid["asked"]
    return asked
