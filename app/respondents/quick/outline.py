"""What a grid asks of one profile, worked out once: what is left is to count."""

from collections.abc import Collection
from dataclasses import dataclass, field

from app.assessments.cells import Stored, Value
from app.assessments.sheet import Cell, make_sheet
from app.respondents.screens import make_screens
from evaluation import READINGS, Grid, Moment


@dataclass(frozen=True)
class Count:
    """A screen as the page counts it."""

    code: str
    is_priorities: bool
    total: int
    answered: int

    @property
    def is_done(self) -> bool:
        return self.answered == self.total


@dataclass(frozen=True)
class Progress:
    total: int
    answered: int


@dataclass(frozen=True)
class Counted:
    """What the fragment of an answer shows: a ``Place`` reduced to its counts."""

    sheet: Progress
    screens: tuple[Count, ...]

    def label_of(self, value: Value) -> str:
        """Asked by the template for an answer in conflict, which none is here."""
        return ""


@dataclass
class Outline:
    grid_reference: str
    moment: str
    profile: str
    grid: Grid
    _asked: dict[frozenset[str], tuple[tuple[str, bool, frozenset[str]], ...]] = field(default_factory=dict)

    @property
    def readings(self) -> tuple[str, ...]:
        return READINGS[Moment(self.moment)]

    def counted(self, answered: Collection[str], out: Collection[str]) -> Counted:
        """`out`: the criteria that the partner says are none of its concern."""
        screens = tuple(
            Count(code, is_priorities, len(names), len(names.intersection(answered)))
            for code, is_priorities, names in self._screens(frozenset(out))
        )
        return Counted(Progress(sum(s.total for s in screens), sum(s.answered for s in screens)), screens)

    def _screens(self, out: frozenset[str]) -> tuple[tuple[str, bool, frozenset[str]], ...]:
        """By screen: its code, whether it is that of priorities, the names of its cells."""
        if out not in self._asked:
            sheet = make_sheet(self.grid, self.moment, self.profile, {}, dict.fromkeys(out, 0))
            self._asked[out] = tuple(
                (screen.code, screen.is_priorities, frozenset(cell.name for cell in screen.cells))
                for screen in make_screens(sheet, self.grid, self.profile)
            )
        return self._asked[out]


def cell_of(reading: str, question: str, stored: Stored) -> Cell:
    """As the fragment needs it, which says nothing of the question itself."""
    return Cell(reading, question, "", stored, is_out=False)
