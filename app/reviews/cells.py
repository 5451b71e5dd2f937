"""One cell of a voice's sheet: a story, a level or a count, as stored, as typed, as seen when the page was drawn."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.errors import Refused
from evaluation import NOT_APPLICABLE, UNKNOWN
from evaluation.programme_digest import plain
from evaluation.programme_grid import ProgrammeGrid
from evaluation.programme_words import Phase

MAX_STORY, MAX_COMMENT, MAX_SOURCE = 6000, 2000, 500
LARGEST = Decimal(10) ** 12


BLANK: dict[str, dict[str, Any]] = {
    "recit": {"text": ""},
    "niveau": {"level": None, "no_level": None, "evidence": 0, "comment": ""},
    "compte": {"value": None, "low": None, "high": None, "no_value": None, "source": "", "evidence": 0},
}


class CellKind(StrEnum):
    STORY = "recit"
    LEVEL = "niveau"
    COUNT = "compte"

    @property
    def blank(self) -> dict[str, Any]:
        return dict(BLANK[self.value])

    def is_asked(self, phase: Phase) -> bool:
        return {"recit": phase.tells, "niveau": phase.rates, "compte": phase.counts}[self]


Key = tuple[CellKind, str]


@dataclass(frozen=True)
class Content:
    """The columns of a cell; `digest` is the same for the same content, however a number was written."""

    columns: Mapping[str, Any]

    @property
    def digest(self) -> str:
        words = "|".join(f"{name}={_plain(value)}" for name, value in sorted(self.columns.items()))
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    @property
    def is_answered(self) -> bool:
        """A comment or a source alone is no answer."""
        names = ("text", "level", "no_level", "value", "low", "no_value")
        return any(self.columns.get(name) not in (None, "") for name in names)


@dataclass(frozen=True)
class Stored:
    """What the database holds; version 0 when nothing was ever entered, `by` when entered for the voice."""

    content: Content
    version: int = 0
    by: str = ""
    at: datetime | None = None
    is_own: bool = False

    @property
    def seen(self) -> str:
        """Travels in the page: which version was shown, and what it held."""
        return f"{self.version}.{self.content.digest}"


@dataclass(frozen=True)
class Typed:
    """One cell posted. `seen_version` is the version that the person had before them."""

    kind: CellKind
    code: str
    content: Content
    seen_version: int
    raw: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.kind, self.code


Cells = Mapping[Key, Stored]


def nothing(kind: CellKind) -> Stored:
    return Stored(Content(kind.blank))


def check_cell(grid: ProgrammeGrid, phase: Phase, cell: Typed) -> None:
    """What no page offers is refused: an unknown question, a part the phase does not ask, a level off the scale."""
    if not cell.kind.is_asked(phase) or cell.code not in _codes(grid, cell.kind):
        raise Refused("Cette question n’est pas posée dans cette évaluation.")
    own, without = cell.content.columns, (None, NOT_APPLICABLE, UNKNOWN)
    if own.get("level") is not None and not grid.grid.scale.is_level(own["level"]):
        raise Refused(f"Répondez à la question {cell.code} par un niveau proposé.")
    if own.get("no_level") not in without or own.get("no_value") not in without:
        raise Refused(f"Répondez à la question {cell.code} par un choix proposé.")
    if not 0 <= own.get("evidence", 0) <= grid.grid.scale.strongest_evidence:
        raise Refused(f"Choisissez une preuve proposée pour la question {cell.code}.")
    for name, most in (("text", MAX_STORY), ("comment", MAX_COMMENT), ("source", MAX_SOURCE)):
        if len(own.get(name, "")) > most:
            raise Refused(f"Le texte de la question {cell.code} dépasse {most} caractères.")


def _codes(grid: ProgrammeGrid, kind: CellKind) -> Mapping[str, object]:
    codes: dict[CellKind, Mapping[str, object]] = {
        CellKind.STORY: grid.prompt,
        CellKind.LEVEL: grid.grid.questions,
        CellKind.COUNT: grid.count,
    }
    return codes[kind]


def _plain(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
