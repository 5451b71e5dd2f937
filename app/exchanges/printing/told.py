"""What an alliance gained and what it lives on, as a sheet and a report print it."""

from dataclasses import dataclass

from app.addedvalues.said import SaidValue
from app.addedvalues.sheet import Coordination
from app.exchanges.printing.brevity import cut

SILENT = Coordination((), ())


@dataclass(frozen=True)
class Gained:
    """Values by kind then by method, without who said them nor how they were found.

    The days of coordination are read beside them, never taken from them.
    """

    lines: tuple[SaidValue, ...] = ()
    coordination: Coordination = SILENT

    @property
    def is_told(self) -> bool:
        return bool(self.lines or self.coordination.times)


@dataclass(frozen=True, slots=True)
class PrintedLever:
    """Texts are empty while nobody has described that side."""

    label: str
    before: str
    after: str

    def within(self, limit: int) -> "PrintedLever":
        return PrintedLever(self.label, cut(self.before, limit), cut(self.after, limit))
