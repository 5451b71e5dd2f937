"""What is told of an undoing before it is done: values for a page, in French."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EditedField:
    """``key`` asks for this field alone to go back all the same."""

    key: str
    label: str
    before: str
    written: str
    now: str


@dataclass(frozen=True)
class Edited:
    """A record that someone changed since the import. Its ``key`` asks for all of it to go back all the same.

    Created by the import, it would then be removed. ``keeps`` says what stays with it meanwhile.
    """

    key: str
    what: str
    is_created: bool
    fields: tuple[EditedField, ...]
    by: str
    at: datetime | None
    keeps: str = ""


@dataclass(frozen=True)
class Kept:
    """A record, or some fields of one, that stays as the import left it, and why; nothing to choose."""

    key: str
    what: str
    reason: str
    keeps: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.what}\u00a0: {self.reason}" + (f" Restent avec\u00a0: {self.keeps}." if self.keeps else "")


@dataclass(frozen=True)
class UndoPlan:
    """``counts``: « 33 projets retirés », « 12 jalons remis comme avant ». ``seen`` goes into the form."""

    counts: tuple[str, ...]
    edited: tuple[Edited, ...]
    kept: tuple[Kept, ...]
    removable: int
    restorable: int
    seen: str

    @property
    def is_whole(self) -> bool:
        """Everything goes back as it was."""
        return not self.edited and not self.kept
