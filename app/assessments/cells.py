"""One cell of a grid: a question in a reading, as stored, as typed, as seen when the page was drawn."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.errors import Refused
from evaluation import NOT_APPLICABLE, UNKNOWN, Grid

Value = int | str | None
MAX_COMMENT = 2000


@dataclass(frozen=True)
class Content:
    """A level, « NA », « NSP » or none (blank); evidence; comment."""

    value: Value = None
    evidence: int = 0
    comment: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.value}|{self.evidence}|{self.comment}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Stored:
    """What the database holds; version 0 when nothing was ever entered."""

    content: Content = Content()
    version: int = 0
    by: str = ""
    at: datetime | None = None
    own: bool = False
    """Given by the partner itself; otherwise entered on its behalf by `by`, when still known."""

    @property
    def seen(self) -> str:
        """Travels in the page: which version was shown, and what it held."""
        return f"{self.version}.{self.content.digest}"


@dataclass(frozen=True)
class Typed:
    """One cell posted. `seen_version` is the version that the person had before them."""

    reading: str
    question_code: str
    content: Content
    seen_version: int

    @property
    def key(self) -> tuple[str, str]:
        return self.reading, self.question_code


BLANK = Stored()
Cells = Mapping[tuple[str, str], Stored]


def check_cell(grid: Grid, readings: tuple[str, ...], cell: Typed) -> None:
    """What no page offers is refused: an unknown question, a reading not asked, a level off the scale."""
    axis = grid.axis_of_question.get(cell.question_code)
    if axis is None or cell.reading not in readings or not axis.is_asked(cell.reading):
        raise Refused(f"La question {cell.question_code} n’est pas posée dans cette campagne.")
    value, evidence = cell.content.value, cell.content.evidence
    if value not in (None, NOT_APPLICABLE, UNKNOWN) and not grid.scale.is_level(value):
        raise Refused(f"Répondez à la question {cell.question_code} par un niveau proposé.")
    if not 0 <= evidence <= grid.scale.strongest_evidence:
        raise Refused(f"Choisissez une preuve proposée pour la question {cell.question_code}.")
    if len(cell.content.comment) > MAX_COMMENT:
        raise Refused(f"Le commentaire de la question {cell.question_code} dépasse 2\u202f000 caractères.")


def value_label(grid: Grid, value: Value) -> str:
    """« 3 – Fort », « Sans objet », « Sans réponse »."""
    if value is None:
        return "Sans réponse"
    label = grid.scale.label(value)
    return f"{value} – {label}" if isinstance(value, int) else label
