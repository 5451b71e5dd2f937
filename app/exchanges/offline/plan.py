"""What receiving a workbook would change, told before anything is written."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.assessments.cells import Typed
from app.exchanges.offline.carried import Carried
from app.models import OfflineGrid, Respondent
from evaluation import Grid
from imports.faults import Fault

FILE, WEB = "classeur", "ligne"


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    CLEARED = "cleared"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        return {"new": "nouvelle", "changed": "modifiée", "cleared": "effacée", "conflict": "à trancher"}[self]


@dataclass(frozen=True)
class Words:
    """One answer in words: its level, its evidence when it is more than declared, its comment."""

    answer: str
    evidence: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Change:
    """`typed` is a cell, none for a priority. `seen` is what the web held: a choice is only good against that."""

    name: str
    label: str
    text: str
    fate: Fate
    stored: Words
    filled: Words
    seen: str
    by: str = ""
    typed: Typed | None = None
    criterion: str = ""
    priority: int | None = None
    stored_priority: int | None = None


@dataclass(frozen=True)
class FilePlan:
    carried: Carried
    record: OfflineGrid
    respondent: Respondent
    grid: Grid
    changes: tuple[Change, ...]
    same: int
    """Cells as they already are, here and there."""
    kept: int
    """Cells changed on the web since the workbook left, and untouched in it: the web's answer stays."""
    quotes: bool | None = None
    """Set when the file says otherwise than what is stored."""

    @property
    def settled(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.fate is not Fate.CONFLICT)

    @property
    def conflicts(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.fate is Fate.CONFLICT)

    @property
    def submits(self) -> bool:
        return self.carried.submits

    @property
    def payload(self) -> str:
        return self.carried.model_dump_json()

    @property
    def summary(self) -> str:
        """« 12 réponses nouvelles, 3 modifiées »."""
        counts = [(self.count(fate), fate.label) for fate in Fate]
        told = [f"{count}\u00a0{label}{_s(count, label)}" for count, label in counts if count]
        return f"Réponses et priorités\u00a0: {', '.join(told)}" if told else "Aucun changement"

    def count(self, fate: Fate) -> int:
        return sum(change.fate is fate for change in self.changes)


@dataclass(frozen=True)
class RefusedFile:
    name: str
    sentence: str
    faults: tuple[Fault, ...] = ()
    who: str = ""


@dataclass(frozen=True)
class Reception:
    """All the files of one upload, each with what it would change or why it is refused."""

    plans: tuple[FilePlan, ...] = ()
    refused: tuple[RefusedFile, ...] = field(default=())

    @property
    def has_conflicts(self) -> bool:
        return any(plan.conflicts for plan in self.plans)


def _s(count: int, label: str) -> str:
    return "s" if count > 1 and " " not in label else ""
